"""The views beside Counts: every number is the engine's, and opens into what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from qualcode.analysis.concordance import Hit
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.saturation import Order, saturation
from qualcode.analysis.excerpts import Excerpt, excerpts
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.occurring import Meeting, Near, occurring
from qualcode.analysis.people import attributes
from qualcode.analysis.said_within import Said, said_within
from qualcode.analysis.sampling import grid
from qualcode.analysis.words_within import Elsewhere, FrequentWords, elsewhere, frequent_words, places_of_word
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.participants import ImportParticipants
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.edits.together import Together
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.tui.app import QualcodeApp
from qualcode.tui.places import OVER
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.groups import GroupsScreen
from qualcode.tui.screens.making import MakingScreen
from qualcode.tui.screens.meeting import MeetingScreen
from qualcode.tui.screens.missing import MissingScreen
from qualcode.tui.screens.new_codes import NewCodesScreen
from qualcode.tui.screens.new_codes_rows import runs
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.words_within import WordsWithinScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words
from tests.screens.place_study import (
    INTERVIEWS,
    NOTE,
    Study,
    assert_golden,
    make_study,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
    toasts,
)
from tests.screens.shown_study import shown

T = TypeVar("T")
P = TypeVar("P", bound=Place)

MORE = (
    ("garden", "the board in the chemist’s. So I sent", "1.2"),
    ("workshop", "Nobody told me. I read it in the paper", "1.2"),
    ("note", "the board", "1.2"),
)
VIEWS = ("meeting", "words_within", "new_codes", "missing", "groups")
SCREENS: dict[str, type[Place]] = {
    "meeting": MeetingScreen,
    "words_within": WordsWithinScreen,
    "new_codes": NewCodesScreen,
    "missing": MissingScreen,
    "groups": GroupsScreen,
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    found = make_study(tmp_path, monkeypatch)
    texts = {**INTERVIEWS, "note": NOTE}
    with Project.open(found.path, clock=found.clock, back_up=False) as project:
        project.sign_in("Ana")
        for name, words, index in MORE:
            start = texts[name].index(words)
            coded = NewCoding(found.documents[name], Span(start, start + len(words)), found.codes[index])
            project.make(AddCodings([coded]))
    return found


async def ask(pilot: Pilot[None], function: Callable[[Project], T]) -> T:
    """What the open study answers."""
    app = pilot.app
    assert isinstance(app, QualcodeApp)
    return await app.lane.call(function)


async def beside(pilot: Pilot[None], view: str) -> None:
    """Go to a view from Counts, with its key there."""
    await press(pilot, "f5", "B")
    screen_of(pilot, Choose)
    await press(pilot, *["down"] * VIEWS.index(view), "enter")
    for _ in range(40):
        if isinstance(pilot.app.screen, SCREENS[view]) and "Counting…" not in screen_text(pilot):
            break
        await settle(pilot)
    await settle(pilot)


def the(pilot: Pilot[None], kind: type[P]) -> P:
    return screen_of(pilot, kind)


def titled(pilot: Pilot[None], pane: str) -> str:
    return str(pilot.app.screen.query_one(pane, Pane).border_title)


def listed(pilot: Pilot[None]) -> set[str]:
    """The first codings of the excerpts that are listed."""
    return set(pilot.app.screen.query_one("#rows-0", DrawnRows).row_ids)


def firsts(found: Sequence[Excerpt]) -> set[str]:
    return {one.coding_ids[0] for one in found}


async def fill_in(pilot: Pilot[None], **values: str) -> None:
    """Fill in fields of the form that is open, and go on."""
    form = pilot.app.screen.query_one(Form)
    for number, one in enumerate(form._fields):
        if one.name in values:
            field = form.query_one(f"#field-{number}")
            assert isinstance(field, Select | Input)
            field.value = values[one.name]
    form.save()
    await settle(pilot)
    await settle(pilot)


async def at(pilot: Pilot[None], table: str, row: str, column: str) -> None:
    """Put the cursor on a cell, and wait for what stands behind it."""
    pilot.app.screen.query_one(table, DrawnTable).go_to(row, column)
    await settle(pilot)


# How they look, and how one gets there


@pytest.mark.parametrize("view", VIEWS)
async def test_each_view_is_reached_from_counts_and_looks_as_it_did(study: Study, view: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, view)
        assert_golden(pilot, f"beside-{view.replace('_', '-')}-120x40")


@pytest.mark.parametrize("view", VIEWS)
async def test_each_view_is_usable_in_a_small_window(study: Study, view: str) -> None:
    async with opened(study, size=(80, 24)) as pilot:
        await beside(pilot, view)
        assert_golden(pilot, f"beside-{view.replace('_', '-')}-80x24")


@pytest.mark.parametrize("view", VIEWS)
async def test_each_view_opens_from_the_palette_anywhere_and_esc_goes_back_there(study: Study, view: str) -> None:
    assert view in OVER
    async with opened(study) as pilot:
        await run(pilot, f"study.{view.replace('_', '-')}")
        await settle(pilot)
        the(pilot, SCREENS[view])
        await press(pilot, "escape")
        assert type(pilot.app.screen).__name__ == "DocumentsScreen"


@pytest.mark.parametrize("view", VIEWS)
async def test_in_an_empty_study_each_view_says_the_next_key_and_every_key_is_harmless(
    tmp_path: Path, view: str
) -> None:
    path = tmp_path / "empty.qualcode"
    with Project.create(path, "Empty"):
        pass
    async with shown(path) as seen:
        await seen.app.action_over(view)
        await seen.until(lambda: isinstance(seen.app.screen, SCREENS[view]) and "Counting…" not in seen.text)
        said = {
            "meeting": "c puts a code on a passage",
            "words_within": "f asks about another code",
            "new_codes": "F2 opens a document",
            "missing": "No facts about participants yet",
            "groups": "F3 adds some",
        }
        assert said[view] in seen.text
        await seen.press("enter", "tab", "enter", "space", "y", "Y", "m", "percent_sign", "d", "x", "home", "end")
        assert isinstance(seen.app.screen, SCREENS[view])


# Codes that meet


async def test_each_number_of_codes_that_meet_is_the_engines_and_opens_its_excerpts(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        found = await ask(pilot, lambda project: occurring(project.conn))
        shown_now = the(pilot, MeetingScreen)._shown
        assert shown_now is not None and len(found.tables) == 2
        rows = {row.id: row for row in shown_now.rows()}
        tried = 0
        for place, table in enumerate(found.tables):
            for row, code in enumerate(table.codes):
                if not table.base(row):
                    assert f"{place}:{code.id}" not in rows
                    continue
                cells = rows[f"{place}:{code.id}"].cells[2:]
                for column, other in enumerate(table.codes):
                    await at(pilot, "#meetings", f"{place}:{code.id}", other.id)
                    behind = table.cell_excerpts(row, column)
                    assert cells[column].replace("·", "0") == str(table.numbers[row][column]) == str(len(behind))
                    assert listed(pilot) == firsts(behind)
                    assert table.sentence(row, column, found.meeting) in words_of(pilot)
                    tried += 1
        assert tried >= 12


def words_of(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#notes", Words).content)


async def test_two_excerpts_on_the_same_words_are_told_in_a_sentence(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.1']}", study.codes["1.2"])
        assert "3 of the 3 excerpts of 1.1 Knowing what exists share words with one of 1.2 Routes in" in words_of(
            pilot
        )
        await at(pilot, "#meetings", f"0:{study.codes['1.2']}", study.codes["1.1"])
        assert "2 of the 2 excerpts of 1.2 Routes in share words" in words_of(pilot)


async def test_percent_changes_how_excerpts_meet_and_the_form_which_codes_stand_there(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await press(pilot, "percent_sign")
        assert "have words in the same turn" in titled(pilot, "#table-pane")
        await press(pilot, "percent_sign")
        assert "stand within 10 words of each other" in titled(pilot, "#table-pane")
        await press(pilot, "f")
        await fill_in(pilot, words="40", rows="with what is below each code", which="3 Evidence")
        assert "within 40 words" in titled(pilot, "#table-pane") and "2 codes" in titled(pilot, "#table-pane")
        near = await ask(
            pilot,
            lambda project: occurring(
                project.conn, Meeting(Near.WORDS, 40), [study.codes["3.1"], study.codes["3.1.1"]], nested=True
            ),
        )
        shown_now = the(pilot, MeetingScreen)._shown
        assert shown_now is not None
        assert [one.numbers for one in shown_now.tables] == [one.numbers for one in near.tables]


async def test_areas_can_stand_in_the_table_and_too_many_words_are_refused(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await press(pilot, "f")
        await fill_in(pilot, which="areas, each with its codes")
        table = pilot.app.screen.query_one("#meetings", DrawnTable)
        await at(pilot, "#meetings", f"0:{study.codes['1']}", study.codes["3"])
        assert table.row_id == f"0:{study.codes['1']}"
        assert "0 of the 3 excerpts of 1 Access" in words_of(pilot) or "of 1 Access share words" in words_of(pilot)
        await press(pilot, "f")
        await fill_in(pilot, words="900")
        assert "900 words cannot stand between two passages" in toasts(pilot)[-1]
        assert "1 Access" in screen_text(pilot)


async def test_enter_reads_the_excerpts_then_the_document_and_esc_comes_all_the_way_back(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.2']}", study.codes["1.1"])
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#rows-0").has_focus
        await press(pilot, "enter")
        the(pilot, CodingScreen)
        await press(pilot, "escape")
        the(pilot, MeetingScreen)
        assert pilot.app.screen.query_one("#rows-0").has_focus
        await press(pilot, "escape", "escape")
        the(pilot, CountsScreen)


async def test_excerpts_behind_a_number_are_kept_as_quotes_with_one_undo(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.2']}", study.codes["1.1"])
        await press(pilot, "enter", "space", "space", "y")
        kept = "SELECT count(*) FROM quote WHERE deleted_at IS NULL"
        assert await ask(pilot, lambda project: project.conn.execute(kept).fetchone()) == (2,)
        await press(pilot, "u")
        assert await ask(pilot, lambda project: project.conn.execute(kept).fetchone()) == (0,)


# Words within a theme


async def test_words_within_a_code_of_counts_are_the_engines_and_each_opens_its_places(study: Study) -> None:
    async with opened(study, "f5", "down") as pilot:
        await run(pilot, "counts.words")
        await settle(pilot)
        assert "1.1 Knowing what exists" in titled(pilot, "#words-pane")
        code = study.codes["1.1"]
        found = await ask(pilot, lambda project: engine_words(project, code))
        words = the(pilot, WordsWithinScreen)
        rows = {row.id: row for row in words._listed.rows(words._asked)}
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
        await seen.type_at_once("2", "1", "down", "2", "1", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, WordsWithinScreen))
        await seen.until(lambda: seen.app.screen.query_one("#places").has_focus)
        assert "Words · everything coded" in seen.text and "‹" in seen.text


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


# New codes in each document


async def test_new_codes_are_the_engines_and_open_the_excerpts_of_the_codes_that_are_new(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "new_codes")
        found = await ask(pilot, lambda project: [one for one in saturation(project.conn) if one.steps])
        rows = pilot.app.screen.query_one("#documents", DrawnRows)
        every = await ask(pilot, lambda project: excerpts(project.conn))
        text = screen_text(pilot)
        for place, one in enumerate(found):
            for number, step in enumerate(one.steps):
                rows.go_to(f"{place}:{number}")
                await settle(pilot)
                (line,) = (line for line in text.splitlines() if f" {number + 1} {step.name} " in line)
                assert f" {len(step.new) or '·'} " in line and f" {step.codes} " in line
                mine = [x for x in every if x.document_id == step.document_id and x.code_id in step.new]
                assert listed(pilot) == firsts(mine)


async def test_the_threshold_is_told_with_its_caution_and_the_order_is_chosen(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "new_codes")
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "Whether new information is running out cannot be told yet: it takes 6 interviews." in told
        await press(pilot, "f")
        await fill_in(pilot, order="as the list has them", base="1", run="1")
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        (interviews, *_) = await ask(
            pilot, lambda project: saturation(project.conn, order=Order.LIST, base=1, run=1, orders=200)
        )
        assert interviews.sentences[0] in told
        assert "▲ new information at 0% from here: 0 new codes in the next 1" in told
        await press(pilot, "f")
        await fill_in(pilot, base="none")
        assert "“none” is no number of documents" in toasts(pilot)[-1]


def test_bars_show_new_codes_and_the_codes_so_far_to_an_eighth_of_a_cell() -> None:
    assert runs([4, 0, 1], 8) == [("████████", "██████▍"), ("", "██████▍"), ("██", "████████")]
    assert runs([1, 800], 2)[0] == ("▏", "▏"), "something is never drawn as nothing"
    assert runs([0, 0], 4) == [("", ""), ("", "")]
    assert runs([], 4) == []


# Who is still missing


async def test_how_many_are_wanted_is_set_in_a_cell_and_u_takes_it_back(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        assert "gardener" in screen_text(pilot) and "of 3" not in screen_text(pilot)
        await press(pilot, "enter")
        await fill_in(pilot, number="3")
        assert "1 of 3 −2" in screen_text(pilot) and "2 missing" in titled(pilot, "#grid-pane")
        assert "role gardener · 1 participant of 3 wanted · 2 missing" in titled(pilot, "#people-pane")
        await press(pilot, "u")
        assert "of 3" not in screen_text(pilot)
        await press(pilot, "U")
        found = await ask(pilot, lambda project: grid(project.conn, attributes(project.conn)[0].id))
        assert found.cells[0][0].wanted == 3 and found.missing == 2
        await press(pilot, "x", "end", "up", "enter")
        assert "gardener\t3\t1\t2\tP01" in pilot.app.clipboard
        await press(pilot, "d")
        assert "of 3" not in screen_text(pilot)


async def test_who_is_in_a_cell_stands_below_it(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "down")
        people = pilot.app.screen.query_one("#people", DrawnRows)
        found = await ask(pilot, lambda project: grid(project.conn, attributes(project.conn)[0].id))
        assert people.row_ids == found.cells[1][0].people
        assert "P02" in screen_text(pilot) and "workshop" in screen_text(pilot)


async def test_a_value_that_nobody_has_yet_is_added_and_two_facts_are_crossed(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        people = [ParticipantRow("P01", Consent.QUOTE, attributes={"place": "coast"})]
        project.make(ImportParticipants(people, {"place": True}))
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "plus")
        await fill_in(pilot, value="baker", number="4")
        assert "0 of 4 −4" in screen_text(pilot)
        await press(pilot, "f")
        await fill_in(pilot, first="role", other="place")
        assert "role by place" in titled(pilot, "#grid-pane")
        await press(pilot, "plus")
        await fill_in(pilot, value="baker", other="coast", number="1")
        assert "0 of 1 −1" in screen_text(pilot)
        found = the(pilot, MissingScreen)._shown.grid
        assert found is not None and found.other is not None and "not stated" in found.columns
        await at(pilot, "#grid", "0", str(found.columns.index("not stated")))
        await press(pilot, "enter")
        assert "Nobody can be wanted for this." in toasts(pilot)[-1]


@pytest.mark.parametrize("number", ["many", "-3"])
async def test_what_is_no_number_of_participants_is_refused_and_nothing_changes(study: Study, number: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "enter")
        await fill_in(pilot, number=number)
        assert "is no number of participants" in toasts(pilot)[-1]
        assert await ask(pilot, lambda project: project.conn.execute("SELECT count(*) FROM wanted").fetchone()) == (
            0,
        )


# Groups side by side


async def test_each_number_of_a_group_is_the_engines_and_opens_its_excerpts(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "groups")
        role = await ask(pilot, lambda project: attributes(project.conn)[0].id)
        asked = Asked(by=By.ATTRIBUTE, attribute_id=role)
        found = await ask(pilot, lambda project: groups_beside(project.conn, asked))
        groups = the(pilot, GroupsScreen)._shown
        assert groups is not None
        rows, ids = {row.id: row for row in groups.rows()}, [column.id for column in groups.columns]
        tried = 0
        for place, part in enumerate(found.parts):
            for row in part.rows if part.groups else ():
                cells = rows[f"{place}:{row.code.code_id}"].cells
                for group, numbers in zip(part.groups, row.nested, strict=True):
                    for measure in (Measure.PARTICIPANTS, Measure.EXCERPTS, Measure.WORDS):
                        column = f"{measure}/{group.key}"
                        await at(pilot, "#groups", f"{place}:{row.code.code_id}", column)
                        wanted = Asked(by=By.ATTRIBUTE, attribute_id=role, measure=measure)
                        cell = wanted, row.code.code_id, group.key, part.kind
                        behind = await behind_group(pilot, *cell)
                        assert listed(pilot) == firsts(behind)
                        words = cells[ids.index(column)]
                        if measure is Measure.EXCERPTS:
                            assert words.replace("·", "0") == str(numbers.excerpts)
                        elif measure is Measure.PARTICIPANTS and numbers.participants:
                            assert words == f"{numbers.participants} of {numbers.of_participants}"
                        elif measure is Measure.WORDS and numbers.words:
                            assert words == f"{1000 * numbers.words / numbers.of_words:,.1f}"
                        tried += 1
        assert tried > 20


async def behind_group(pilot: Pilot[None], asked: Asked, row: str, key: str, kind: Kind | None) -> list[Excerpt]:
    """What the engine opens of a group’s number."""
    return await ask(pilot, lambda project: cell_excerpts(project.conn, asked, row, key, kind=kind, nested=True))


async def test_the_caution_on_small_groups_stands_below_and_the_form_makes_other_groups(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "groups")
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "In the smallest group, “gardener”, there is 1 participant: what one person says" in told
        await press(pilot, "f")
        await fill_in(pilot, columns="coder")
        assert titled(pilot, "#table-pane").startswith("Groups by coder")
        assert "Coders read different documents" in " ".join(screen_text(pilot).replace("│", " ").split())


# Files

IN_THE_FILE = {
    "meeting": "1.1 Knowing what exists (of 3)\t\t3",
    "words_within": "board\tboard\t",
    "new_codes": "garden\t3\t3",
    "missing": "gardener\t",
    "groups": "1.1 Knowing what exists\t1\t1\t",
}


@pytest.mark.parametrize("view", VIEWS)
async def test_what_is_shown_is_exported_with_the_same_numbers(study: Study, view: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, view)
        await press(pilot, "x")
        screen_of(pilot, Choose)
        assert "*.csv" in screen_text(pilot) and "*.docx" in screen_text(pilot)
        await press(pilot, "end", "up", "enter")
        assert IN_THE_FILE[view] in pilot.app.clipboard
