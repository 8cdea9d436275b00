"""Words within a theme: every number is the engine’s, and opens into its places."""

from __future__ import annotations

from qualcode.analysis.concordance import Hit
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.said_within import Said, said_within
from qualcode.analysis.words_within import Elsewhere, FrequentWords, elsewhere, frequent_words, places_of_word
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.edits.together import Together
from qualcode.project.project import Project
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.making import MakingScreen
from qualcode.tui.screens.words_within import WordsWithinScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.beside.asked import ask, beside, the, titled
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    run,
    screen_text,
    settle,
)
from tests.screens.shown_study import shown


async def test_words_within_a_code_of_counts_are_the_engines_and_each_opens_its_places(study: Study) -> None:
    async with opened(study, "f5", "down") as pilot:
        await run(pilot, "counts.words")
        await settle(pilot)
        assert "1.1 Knowing what exists" in titled(pilot, "#words-pane")
        code = study.codes["1.1"]
        found = await ask(pilot, lambda project: engine_words(project, code))
        words = the(pilot, WordsWithinScreen)
        rows = {row.id: row for row in words._listed.rows(words._shown_for)}
        for kind, (one, counted, rest, places) in enumerate(found):
            for number, word in enumerate(counted.words):
                cells = rows[f"{kind}:{number}"].cells
                assert cells[0] == word.word and cells[2] == str(word.number)
                assert cells[4:6] == (str(word.people), str(word.documents))
                assert cells[3] == f"{1000 * word.number / one.words:,.1f}"
                assert cells[6] == f"{1000 * rest.numbers[word.key] / rest.words:,.1f}"
                words.query_one("#words", DrawnRows).go_to(f"{kind}:{number}")
                await settle(pilot)
                shown_places = words.query_one("#places", DrawnRows).row_ids
                assert len(shown_places) == len(places[word.key]) == word.number


def engine_words(project: Project, code: str) -> list[tuple[Said, FrequentWords, Elsewhere, dict[str, list[Hit]]]]:
    """What the engine finds within a code: of each kind its words, those elsewhere, and the places of each."""
    conn = project.conn
    found = []
    for said in said_within(conn, [one for one in excerpts(conn) if one.code_id == code]):
        words = frequent_words(conn, said)
        keys = [one.key for one in words.words]
        places = {key: places_of_word(conn, said, key) for key in keys}
        found.append((said, words, elsewhere(conn, said, keys), places))
    return found


async def test_enter_on_a_word_reads_its_sentences_and_enter_there_opens_the_document(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "words_within")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#places").has_focus
        assert "‹" in screen_text(pilot)
        await press(pilot, "enter")
        the(pilot, CodingScreen)
        await press(pilot, "escape", "escape")
        assert pilot.app.screen.query_one("#words").has_focus


async def test_pairs_stand_in_a_view_of_their_own_by_either_measure(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "words_within")
        await press(pilot, "2")
        assert "Pairs of words, by likelihood ratio" in titled(pilot, "#words-pane")
        assert "No pair is said so often. f asks" in screen_text(pilot)
        await press(pilot, "f")
        await fill_in(pilot, least="1", window="4")
        first = pilot.app.screen.query_one("#words", DrawnRows)
        assert first.row_ids and first.row_id.startswith("0:")
        assert len(pilot.app.screen.query_one("#places", DrawnRows).row_ids) >= 1
        await press(pilot, "percent_sign")
        assert "by mutual information" in titled(pilot, "#words-pane")
        await press(pilot, "1")
        assert titled(pilot, "#words-pane").startswith("Words")


async def test_keys_typed_faster_than_words_are_counted_end_where_they_lead(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5")
        await seen.app.action_over("words_within")
        await seen.until(lambda: "Words · everything coded" in seen.text)
        await seen.type_at_once("2", "1", "down", "2", "1", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, WordsWithinScreen))
        await seen.until(lambda: seen.app.screen.query_one("#places").has_focus)
        await seen.until(lambda: "Words · everything coded" in seen.text and "‹" in seen.text)


async def test_words_that_say_little_are_listed_when_they_are_asked_for(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "words_within")
        before = len(pilot.app.screen.query_one("#words", DrawnRows).row_ids)
        await run(pilot, "within.stop-words")
        assert len(pilot.app.screen.query_one("#words", DrawnRows).row_ids) > before
        await run(pilot, "within.stop-words")
        assert len(pilot.app.screen.query_one("#words", DrawnRows).row_ids) == before


async def test_words_within_a_theme_in_the_making_are_those_of_what_supports_it(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        theme = NewTheme("Nobody is told")
        project.make(Together([theme, Gather(theme.id, [Thing("code", study.codes["3.1.1"])])]))
    async with opened(study, "f5", "3") as pilot:
        the(pilot, MakingScreen)
        await run(pilot, "making.words")
        await settle(pilot)
        assert "“Nobody is told”" in titled(pilot, "#words-pane")
        words = the(pilot, WordsWithinScreen)
        assert [one.word for one in words._listed.words[0].words] == ["sleep"]
