"""Names that are shown as others: on every screen the replacement, in the study the words that were said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from qualcode.participants.names import Name, Names, Variant
from qualcode.project.for_good import replace_for_good
from qualcode.project.key_file import key_path
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import Boundaries, Unit
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Transcript, Turn
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.names_kept import manage_names
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.pseudonyms import NameForm, NamePreview, ReplacedForGood
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.shown import Mark, ShownDocument, ShownTurn
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.screens.shown_study import make_study, shown

NAMES = Names(
    [
        Name("Mary Smith", "Annabel van Dyck", variants=(Variant("Mary", "Annabel"), Variant("Smith", "Van Dyck"))),
        Name("Leeds", "[a city]"),
        Name("Jo", "P"),
    ]
)

WORDS = st.sampled_from(
    ["Mary", "Smith", "Mary Smith", "Leeds", "Jo’s", "Jo", "and", "then", "I", "slept", "👩‍👩‍👧", "é", "No."]
)
TURNS = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=5)


def read(turns: Sequence[str]) -> ShownDocument:
    """Turns under labels, their sentences found by their points, names replaced."""
    text, spans, sentences = "", [], []
    for words in turns:
        text += "P03: "
        start = len(text)
        text += words
        spans.append(Span(start, len(text)))
        sentences += [Span(start + one.start(), start + one.end()) for one in re.finditer(r"\S[^.]*\.?", words)]
        text += "\n"
    splices = NAMES.splices(text, "", spans)
    return ShownDocument("d", text, tuple(map(ShownTurn, spans)), tuple(sentences), splices=splices)


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.sampled_from(Unit), st.booleans(), st.booleans()),
        st.tuples(st.just("grow")),
        st.tuples(st.just("shrink")),
        st.tuples(st.just("turn")),
        st.tuples(st.just("select"), st.integers(0, 300), st.integers(0, 30)),
    ),
    max_size=14,
)


@given(TURNS, MOVES)
def test_what_is_coded_is_exactly_what_was_said_where_the_selection_shows(
    turns: list[str], moves: list[tuple[object, ...]]
) -> None:
    source = read(turns)
    drawn = source.drawn()
    boundaries = Boundaries(drawn.text, [turn.span for turn in drawn.turns], drawn.sentences)
    wholes = drawn.splices.placed
    passage = Passage(boundaries, Unit.SENTENCE, 0, wholes)
    for move, *how in moves:
        if move == "step":
            unit, forward, extend = how
            assert isinstance(unit, Unit)
            passage.step(unit, bool(forward), bool(extend))
        elif move == "grow":
            passage.grow()
        elif move == "shrink":
            passage.shrink()
        elif move == "turn":
            passage.turn_round()
        else:
            start = min(int(str(how[0])), len(drawn.text))
            passage.select(Span(start, min(len(drawn.text), start + int(str(how[1])))))
        selection = passage.selection
        if not selection:
            continue
        for whole in wholes:
            assert selection.covers(whole) or not selection.overlaps(whole), "no move stops inside a replacement"
        stored = source.splices.unmap_span(selection)
        inside = [one for one in source.splices if one.start >= stored.start and one.end <= stored.end]
        text = stored.of(source.text)
        for one in reversed(inside):
            text = text[: one.start - stored.start] + one.text + text[one.end - stored.start :]
        assert text == selection.of(drawn.text)


@given(TURNS)
def test_every_passage_can_be_walked_to_by_words(turns: list[str]) -> None:
    drawn = read(turns).drawn()
    boundaries = Boundaries(drawn.text, [turn.span for turn in drawn.turns], drawn.sentences)
    passage = Passage(boundaries, Unit.WORD, 0, drawn.splices.placed)
    seen = {passage.selection}
    while passage.step(Unit.WORD, True):
        assert passage.selection not in seen, "a move goes on"
        seen.add(passage.selection)
    while passage.step(Unit.WORD, False):
        seen.discard(passage.selection)
    assert len(seen) <= 1


class OneText(App[None]):
    def __init__(self, document: ShownDocument, marks: Sequence[Mark] = ()) -> None:
        super().__init__()
        self._document, self._marks = document, marks

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    def on_mount(self) -> None:
        self.query_one(TranscriptView).show(self._document, self._marks)


async def test_the_view_draws_the_replacement_and_tells_of_the_words_that_were_said() -> None:
    document = read(["I met Mary Smith in Leeds and slept."])
    at = document.text.index("Smith in")
    mark = Mark("m", Span(at, at + 5), "c", "1", "Half a name", "#4e79a7")
    app = OneText(document, [mark])
    async with app.run_test(size=(100, 20)) as pilot:
        view = app.query_one(TranscriptView)
        view.focus()
        row = "".join(part.text for part in view.render_line(0))
        assert "I met Annabel van Dyck in [a city] and slept." in row
        assert "Mary" not in row
        assert view.marks == (mark,)
        view.select(Span(at, at + 2))
        assert view.selection == Span(at - len("Mary "), at + 5)
        assert view.current_mark == mark
        assert view.find("van Dyck") == 1
        assert view.find("mary smith") == 1, "who knows the name may look for it"
        assert view.selection is not None
        assert view.selection.of(document.text) == "Mary Smith"
        await pilot.press("l")
        assert view.selection.of(document.text) == "in"
        await pilot.press("l", "shift+right")
        assert view.selection.of(document.text) == "Leeds and"


SAID = "I met Mary Smith there. Mary’s card was on the board. Then I slept."


def study(folder: Path) -> Path:
    text = f"INT: Who?\nMary: {SAID}\n"
    start = text.index(SAID)
    turns = (Turn(5, 9, "INT"), Turn(start, start + len(SAID), "Mary"))
    return make_study(folder, [Transcript("Mary interview", text, turns)])


async def test_p_shows_another_name_everywhere_and_the_study_keeps_the_words(tmp_path: Path) -> None:
    path = study(tmp_path)
    async with shown(path) as seen:
        view = await seen.open_first()
        start = view.source.text.index("Mary Smith")
        view.select(Span(start, start + len("Mary Smith")))
        await seen.press("P")
        await seen.until(lambda: isinstance(seen.app.screen, NameForm))
        assert "also “Mary” alone: 2 places" in seen.text
        await seen.press(*"Zed")
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        assert "Mary Smith Zed there" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "I met‹Zed›there" in seen.text)
        assert "Mary" not in seen.text
        assert view.selection == Span(start, start + len("Mary Smith"))
        await seen.press("v")  # a code named by the words is named by what is shown
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("enter")
        await seen.until(lambda: not isinstance(seen.app.screen, Choose))
        assert ("Zed",) in await seen.ask("SELECT name FROM code")
        (coded,) = await seen.ask(
            "SELECT substr(t.words, c.start + 1, c.stop - c.start) FROM coding c "
            "JOIN text_version v ON v.id = c.version_id JOIN text t ON t.sha256 = v.sha256"
        )
        assert coded == ("Mary Smith",)
        for place in ("f2", "f4"):
            await seen.press(place)
            assert "Mary" not in seen.text


async def test_a_document_left_unticked_keeps_the_name(tmp_path: Path) -> None:
    async with shown(study(tmp_path)) as seen:
        view = await seen.open_first()
        start = view.source.text.index("Mary Smith")
        view.select(Span(start, start + len("Mary Smith")))
        await seen.press("P")
        await seen.until(lambda: isinstance(seen.app.screen, NameForm))
        await seen.press("Z", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        await seen.press("space", "enter")
        await seen.until(lambda: bool(seen.app.names))
        assert view.document.text == view.source.text
        assert seen.app.names.show("Mary Smith") == "Z"


async def test_a_single_place_is_left_as_it_was_said_and_u_takes_that_back(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary", "Zed")])
    async with shown(path) as seen:
        view = await seen.open_first()
        start = view.source.text.index("Mary Smith")
        for after in ("I met‹Mary›Smith there. Zed’s card", "I met‹Zed›Smith there. Zed’s card"):
            view.select(Span(start, start + len("Mary")))
            await seen.press("P")
            await seen.until(lambda: isinstance(seen.app.screen, Choose))
            await seen.press("down", "down", "down", "enter")
            await seen.until(partial(lambda wanted: wanted in seen.text, after))
        await seen.press("u")
        await seen.until(lambda: "I met‹Mary›Smith there" in seen.text)


async def test_single_places_are_ticked_off_in_the_preview(tmp_path: Path) -> None:
    async with shown(study(tmp_path)) as seen:
        view = await seen.open_first()
        start = view.source.text.index("Mary Smith")
        view.select(Span(start, start + len("Mary")))
        await seen.press("P")
        await seen.until(lambda: isinstance(seen.app.screen, NameForm))
        await seen.press("Z", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        await seen.press("down", "down", "space")  # past the label
        assert "as it stands" in seen.text
        await seen.press("enter")
        await seen.until(lambda: bool(seen.app.names))
        await seen.until(lambda: "Z’s card" in seen.text)
        assert "Mary›Smith there" in seen.text


async def test_a_name_is_taken_off_the_list_again(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed")])
    async with shown(path) as seen:
        view = await seen.open_first()
        assert "I met Zed there" in seen.text
        start = view.source.text.index("Mary Smith")
        view.select(Span(start, start + len("Mary Smith")))
        await seen.press("P")
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("down", "enter")
        await seen.until(lambda: "I met‹Mary Smith›there" in seen.text)


async def test_for_good_asks_twice_and_comes_back_to_the_passage_without_the_name(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed", variants=(Variant("Mary"),))])
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("down")
        screen = seen.app.screen
        assert isinstance(screen, Place)
        screen.run_worker(manage_names(screen, screen.shell))
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose) and "for good" in seen.text)
        await seen.press("down", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        assert "on or off · enter goes on · esc back" in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo))
        assert "cannot be undone" in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        assert "enter replaces for good" in seen.text
        await seen.press(*"for", "space", *"good", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, ReplacedForGood))
        assert "Replaced for good" in seen.text
        assert "Take it off the list" in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and "I met Zed there" in seen.text)
        assert await seen.ask("SELECT count(*) FROM text WHERE words LIKE '%Mary%'") == [(0,)]
    assert b"Mary" not in path.read_bytes()


@pytest.mark.parametrize("typed", ["no", "for goo"])
async def test_for_good_without_the_words_changes_nothing(tmp_path: Path, typed: str) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed")])
    async with shown(path) as seen:
        screen = seen.app.screen
        assert isinstance(screen, Place)
        screen.run_worker(manage_names(screen, screen.shell))
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, Choose) and "for good" in seen.text)
        await seen.press("down", "down", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*(("space" if key == " " else key) for key in typed), "enter")
        await seen.until(lambda: any("Nothing was changed" in toast for toast in seen.toasts))
    assert b"Mary Smith" in path.read_bytes()


async def test_a_study_without_its_list_says_so_when_it_opens(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed")])
        key_path(project.study_id).unlink()
    async with shown(path) as seen:
        await seen.until(lambda: any("not on this machine" in toast for toast in seen.toasts))


async def test_a_name_taken_off_the_list_is_put_back_as_it_was(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed", variants=(Variant("Mary"),))])
        project.keep_names([])
    async with shown(path) as seen:
        screen = seen.app.screen
        assert isinstance(screen, Place)
        screen.run_worker(manage_names(screen, screen.shell))
        await seen.until(lambda: isinstance(seen.app.screen, Choose) and "Put Mary Smith back" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: any("shown for it again" in toast for toast in seen.toasts))
        assert [one.variants for one in screen.shell.names] == [(Variant("Mary"),)]


async def test_the_names_of_a_lost_list_are_put_back_from_the_words_of_the_study(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed")])
        key_path(project.study_id).unlink()
    async with shown(path) as seen:
        assert "no list of names" in seen.text
        await seen.app.run_action("names")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo) and "puts the names back" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: any("back on the list" in toast for toast in seen.toasts))
        assert [one.real for one in seen.app.names] == ["Mary Smith"]
        await seen.until(lambda: "no list of names" not in seen.text)


async def test_a_part_that_is_a_word_too_is_taken_only_with_its_capitals(tmp_path: Path) -> None:
    said = "Hope came. I hope to meet Hope Miller."
    path = make_study(tmp_path, [Transcript("A", f"P09: {said}\n", (Turn(5, 5 + len(said), "P09"),))])
    async with shown(path) as seen:
        view = await seen.open_first()
        start = view.source.text.index("Hope Miller")
        view.select(Span(start, start + len("Hope Miller")))
        await seen.press("P")
        await seen.until(lambda: isinstance(seen.app.screen, NameForm))
        await seen.press(*"Ann", "space", *"Stone", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        await seen.press("enter")
        await seen.until(lambda: "Ann came. I hope to meet‹Ann Stone" in seen.text)
        assert {(one.real, one.as_written) for one in seen.app.names} == {("Hope", True), ("Hope Miller", False)}


async def test_a_list_that_is_not_whole_is_said_to_be_so_and_nothing_covers_the_keys_that_mend_it(
    tmp_path: Path,
) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Card", "Slip")])
        key = key_path(project.study_id)
        older = key.read_bytes()
        project.keep_names([*project.names, Name("Mary Smith", "Zed")])
    key.write_bytes(older)
    async with shown(path, size=(80, 24)) as seen:
        assert "list of names incomplete" in seen.text and "no list of names" not in seen.text
        await seen.until(lambda: any("not the whole list" in toast for toast in seen.toasts))
        await seen.app.run_action("names")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo) and "enter puts the names back" in seen.text)
        assert not seen.app._notifications
        await seen.press("enter")
        await seen.until(lambda: "list of names incomplete" not in seen.text)


async def test_a_name_that_another_copy_listed_while_one_reads_stays_on_the_list(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        project.keep_names([Name("Mary Smith", "Zed")])
        key = key_path(project.study_id)
        old = key.read_bytes()
        project.keep_names([*project.names, Name("Halloran", "Lee")])
        new = key.read_bytes()
        project.conn.execute("DELETE FROM setting WHERE key = 'names-times'")
    key.write_bytes(old)
    async with shown(path) as seen:
        screen = seen.app.screen
        assert isinstance(screen, Place)
        key.write_bytes(new)
        memory = await screen.shell.lane.call(lambda project: project.copy())
        memory.close()
        assert await screen.shell.keep_names([*screen.shell.names, Name("Quill", "Pen")])
        assert {one.real for one in screen.shell.names} == {"Mary Smith", "Halloran", "Quill"}


def test_nothing_is_left_to_show_after_for_good(tmp_path: Path) -> None:
    path = study(tmp_path)
    replace_for_good(path, [Name("Mary", "Zed")])
    assert b"Mary" not in path.read_bytes()


@given(TURNS, st.integers(0, 300), st.integers(0, 300))
def test_the_quick_way_from_the_text_to_what_is_drawn_is_that_of_the_splices(
    turns: list[str], one: int, other: int
) -> None:
    source = read(turns)
    start, end = sorted((min(one, len(source.text)), min(other, len(source.text))))
    assert source.way.span(Span(start, end)) == source.splices.map_span(Span(start, end))
