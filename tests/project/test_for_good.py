"""Names replaced for good are gone from every byte that qualcode keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.cells import Rows, Subject, participant, written
from qualcode.analysis.counts.asked import Asked, Measure
from qualcode.analysis.counts.tables import table
from qualcode.analysis.documents import codings_of, open_document
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.sampling import wanted
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.pseudonyms import LeaveAsSaid
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.edits.study import ChangeStudy
from qualcode.edits.summaries import WriteSummary
from qualcode.edits.texts import ReplaceWords
from qualcode.edits.themes import NewTheme
from qualcode.edits.wanted import SetWanted
from qualcode.participants.names import Name, Names, Variant
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.for_good import places, replace_for_good
from qualcode.project.journal import differences
from qualcode.project.places import last_place, remember_place
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

SECRET = "Xanthippe Quarrington"
NAME = Name(SECRET, "Anna Lee", variants=(Variant("Xanthippe", "Anna"), Variant("Quarrington", "Lee")))
TEXT = (
    "Interviewer: Who told you?\n"
    "Xanthippe Quarrington: It was my sister, Xanthippe Quarrington said. XANTHIPPE’s card was there. I slept.\n"
    "Interviewer: Xanthippe, and then?\n"
    "Xanthippe Quarrington: Then I went, and Mrs Quarrington’s dog came too.\n"
)
SHOWN = TEXT.replace("XANTHIPPE", "Anna").replace(SECRET, "Anna Lee").replace("Xanthippe", "Anna")
SHOWN = SHOWN.replace("Quarrington", "Lee")


def holding(folder: Path, *words: str) -> list[str]:
    """The files of a folder whose bytes hold any of the words, in any usual encoding and case."""
    ways = {way for word in words for way in (word, word.lower(), word.upper())}
    needles = [way.encode(encoding) for way in ways for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if any(needle in file.read_bytes() for needle in needles)]


@pytest.fixture
def named(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> tuple[Project, str]:
    """A study that holds a name wherever one can stand."""
    document = bring_in(TEXT, f"{SECRET} interview")
    code_it(document, "Xanthippe Quarrington said", "1.1")
    code_it(document, "XANTHIPPE’s card", "1.2")
    code_it(document, "Quarrington’s dog", "3.1")
    code_it(document, "I slept", "3.1.1")
    area = project.conn.execute("SELECT id FROM code WHERE is_area LIMIT 1").fetchone()[0]
    project.make(AddCode("Xanthippe’s way", area))
    project.undo()
    project.make(WriteMemo("Quarrington again", about=MemoTarget("document", document, Span(0, 5))))
    project.make(KeepQuote(document, Span(TEXT.index("Xanthippe Q"), len(TEXT) - 1)))
    project.make(ChangeStudy({"team": f"friends of {SECRET}"}))
    person = project.conn.execute("SELECT id FROM participant").fetchone()[0]
    project.make(ChangeParticipant(person, {"note": SECRET}, {"town": "Quarrington"}))
    project.set_setting("last-search", json.dumps({"words": "xanthippe"}))
    remember_place(project.conn, project.coder_id or "", document, Span(TEXT.index("I slept"), len(TEXT) - 1))
    project.back_up_if_changed()
    return project, document


def words_of(project: Project, document: str) -> dict[str, str]:
    """The words under each code."""
    opened = open_document(project.conn, document)
    assert opened is not None
    names = dict(project.conn.execute("SELECT id, name FROM code"))
    return {names[one.code_id]: opened.text[one.start : one.stop] for one in codings_of(project.conn, document)}


@pytest.fixture
def replaced(named: tuple[Project, str], clock: FixedClock) -> Iterator[tuple[Project, str, tuple[str, ...]]]:
    project, document = named
    project.close()
    assert len(holding(project.path.parent, "quarrington")) == 2, "the study and its backup"
    outcome = replace_for_good(project.path, [NAME], "Ana", clock=clock)
    assert outcome.left == ()
    assert holding(project.path.parent, "xanthippe", "quarrington") == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        yield again, document, outcome.sentences
    assert holding(project.path.parent, "xanthippe", "quarrington") == []


def test_no_byte_holds_the_name_and_every_coding_keeps_its_words(
    replaced: tuple[Project, str, tuple[str, ...]],
) -> None:
    project, document, _ = replaced
    opened = open_document(project.conn, document)
    assert opened is not None
    assert opened.text == SHOWN
    assert [opened.text[turn.start : turn.end] for turn in opened.turns][
        3
    ] == "Then I went, and Mrs Lee’s dog came too."
    assert words_of(project, document) == {
        "Knowing what exists": "Anna Lee said",
        "Routes in": "Anna’s card",
        "Benefit": "Lee’s dog",
        "Sleep": "I slept",
    }
    assert differences(project.conn) == []
    found = project.conn.execute(
        "SELECT count(*) FROM turn_search WHERE turn_search MATCH 'xanthippe OR quarrington'"
    )
    assert found.fetchone() == (0,)
    found = project.conn.execute("SELECT count(*) FROM turn_search WHERE turn_search MATCH 'anna'")
    assert found.fetchone() == (2,)
    ana = project.sign_in("Ana")
    assert last_place(project.conn, ana, document) == Span(SHOWN.index("I slept"), len(SHOWN) - 1)


def test_what_was_done_before_can_still_be_undone_and_brings_no_name_back(
    replaced: tuple[Project, str, tuple[str, ...]],
) -> None:
    project, document, _ = replaced
    project.sign_in("Ana")
    while project.stacks().done:
        project.undo()
    assert open_document(project.conn, document) is None
    while project.stacks().undone:
        project.redo()
    assert words_of(project, document)["Routes in"] == "Anna’s card"
    assert differences(project.conn) == []


def test_the_backups_are_sound_and_hold_the_replacement(replaced: tuple[Project, str, tuple[str, ...]]) -> None:
    project, document, sentences = replaced
    (copy,) = backup.backups(project.path)
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert differences(conn) == []
        opened = open_document(conn, document)
        assert opened is not None
        assert opened.text == SHOWN
    assert any("1 backup" in sentence for sentence in sentences)


def test_it_is_recorded_without_the_name(replaced: tuple[Project, str, tuple[str, ...]]) -> None:
    project, _, _ = replaced
    (memo,) = project.conn.execute("SELECT body FROM memo WHERE kind = 'method'").fetchall()
    assert memo[0] == "On 2026-03-12 a name was replaced for good, in 6 places of the texts."


def test_the_files_imported_from_are_named_and_left_alone(named: tuple[Project, str], clock: FixedClock) -> None:
    project, _ = named
    source = project.path.parent / "transcripts" / "one.txt"
    source.parent.mkdir()
    source.write_text(TEXT, encoding="utf-16")
    project.close()
    outcome = replace_for_good(project.path, [NAME], clock=clock)
    assert source.read_text(encoding="utf-16") == TEXT
    assert any("one.txt" in sentence and "not altered" in sentence for sentence in outcome.sentences)


def test_a_backup_that_cannot_be_read_is_deleted(named: tuple[Project, str], clock: FixedClock) -> None:
    project, _ = named
    project.close()
    broken = backup.folder(project.path) / "2026-01-01T000000.qualcode"
    broken.write_bytes(b"not a study, but Xanthippe" * 100)
    outcome = replace_for_good(project.path, [NAME], clock=clock)
    assert not broken.exists()
    assert any("deleted" in sentence for sentence in outcome.sentences)
    assert holding(project.path.parent, "xanthippe") == []


def test_names_kept_to_other_documents_stay_there(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    one = bring_in("A: May came in May.\n", "one")
    other = bring_in("B: It was in May.\n", "other")
    project.close()
    replace_for_good(project.path, [Name("May", "Ann", documents=frozenset({one}))], clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        texts = [opened.text for opened in (open_document(again.conn, name) for name in (one, other)) if opened]
        assert texts == ["A: Ann came in Ann.\n", "B: It was in May.\n"]


def test_every_place_is_shown_beforehand_in_its_words(named: tuple[Project, str]) -> None:
    project, document = named
    project.keep_names([NAME])
    found = list(places(project.conn, project.names))
    assert [place.real for place in found if "card" in place.after] == [SECRET, "XANTHIPPE"]
    assert {place.document_id for place in found} == {document}
    assert [place.shown for place in found][-1] == "Lee"


def test_a_study_that_may_not_be_written_is_left_alone(named: tuple[Project, str], clock: FixedClock) -> None:
    project, _ = named
    project.close()
    with Project.open(project.path, clock=clock, back_up=False), pytest.raises(Problem):
        replace_for_good(project.path, [NAME], clock=clock)


def test_every_version_of_a_text_is_rewritten_and_codings_find_their_words_through_them(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str], clock: FixedClock
) -> None:
    document = bring_in(TEXT)
    code_it(document, "my sister, Xanthippe Quarrington", "1.1")
    code_it(document, "Then I went", "1.2")
    start = TEXT.index("my sister")
    project.make(ReplaceWords(document, Span(start, start + 2), "their elder"))
    now = open_document(project.conn, document)
    assert now is not None
    start = now.text.index("XANTHIPPE")
    project.make(ReplaceWords(document, Span(start, start + len("XANTHIPPE")), "Xanthippe Q"))
    before = words_of(project, document)
    project.close()
    replace_for_good(project.path, [NAME], clock=clock)
    assert holding(project.path.parent, "xanthippe", "quarrington") == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        again.sign_in("Ana")
        assert before["Knowing what exists"] == f"their elder sister, {SECRET}"
        assert words_of(again, document) == {one: words.replace(SECRET, "Anna Lee") for one, words in before.items()}
        again.undo()
        again.undo()
        opened = open_document(again.conn, document)
        assert opened is not None
        assert opened.text == SHOWN
        assert words_of(again, document)["Knowing what exists"] == "my sister, Anna Lee"
        assert differences(again.conn) == []


def test_charts_themes_questions_and_counts_go_on_without_the_name(
    named: tuple[Project, str], clock: FixedClock
) -> None:
    project, _ = named
    (person,) = participants(project.conn)
    (town,) = attributes(project.conn)
    (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
    for subject in (participant(person.id), Subject(Rows.GROUPS, town.id, "Quarrington")):
        project.make(WriteSummary(subject, code, f"{SECRET} knew."))
    project.make(NewTheme(f"{SECRET} helps.", "Xanthippe."))
    project.make(SaveQuestion("Quarrington", "text:Quarrington"))
    project.make(SetWanted(town.id, "Quarrington", 4))

    def said(project: Project) -> int | None:
        return table(project.conn, Asked(measure=Measure.WORDS)).parts[0].base.words

    before = said(project)
    project.close()
    longer = replace(
        NAME, shown="Anna of the Lees", variants=(Variant("Quarrington", "Lee"), Variant("Xanthippe", "A"))
    )
    assert replace_for_good(project.path, [longer], clock=clock).left == ()
    assert holding(project.path.parent, "xanthippe", "quarrington") == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        again.sign_in("Ana")
        assert before is not None and said(again) == before + 2
        assert [one.body for one in written(again.conn)] == ["Anna of the Lees knew."] * 2
        again.make(SetWanted(town.id, "Lee", 9))
        assert [(one.value, one.number) for one in wanted(again.conn)] == [("Lee", 9)]
        again.make(SetWanted(town.id, "Lee", None))
        assert wanted(again.conn) == []
        assert differences(again.conn) == []


def test_a_name_of_a_letter_or_of_letters_that_ids_hold_is_not_said_to_be_left(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    text = "P03: J came with Ada, and J slept.\n" * 40
    document = bring_in(text, "J and Ada")
    project.close()
    outcome = replace_for_good(project.path, [Name("J", "X"), Name("Ada", "Bo")], "Ana", clock=clock)
    assert outcome.left == ()
    with Project.open(project.path, clock=clock, back_up=False) as again:
        opened = open_document(again.conn, document)
        assert opened is not None
        assert opened.text == text.replace("J", "X").replace("Ada", "Bo")


def test_a_place_that_is_no_name_keeps_its_word_for_good(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    talk = "P03: May came in May. Then May left.\n"
    document = bring_in(talk)
    project.make(ReplaceWords(document, Span(5, 8), "Well, May"))
    start = talk.index("May. ") + len("Well, ")
    project.make(LeaveAsSaid([(document, Span(start, start + 3))]))
    assert [place.left for place in places(project.conn, Names([Name("May", "Anneliese")]))] == [False, True, False]
    project.close()
    outcome = replace_for_good(project.path, [Name("May", "Anneliese")], clock=clock)
    assert outcome.places == 2
    assert any("no name" in one for one in outcome.sentences)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        opened = open_document(again.conn, document)
        assert opened is not None
        assert opened.text == "P03: Well, Anneliese came in May. Then Anneliese left.\n"
        assert [place.left for place in places(again.conn, Names([Name("May", "Anneliese")]))] == [True]


def test_words_put_in_a_place_that_is_no_name_are_replaced_for_good(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    talk = "P03: May came in may.\n"
    document = bring_in(talk)
    month = Span(talk.index("may."), talk.index("may.") + 3)
    project.make(LeaveAsSaid([(document, month)]))
    project.make(ReplaceWords(document, month, "Mary"))
    project.close()
    names = [Name("May", "Anneliese"), Name("Mary", "Beatrix")]
    assert replace_for_good(project.path, names, clock=clock).places == 2
    with Project.open(project.path, clock=clock, back_up=False) as again:
        texts = {words for (words,) in again.conn.execute("SELECT words FROM text")}
        assert texts == {"P03: Anneliese came in may.\n", "P03: Anneliese came in Beatrix.\n"}


@pytest.mark.parametrize("team_too", [False, True])
def test_who_codes_and_is_called_the_same_keeps_the_name_unless_asked(
    project: Project, bring_in: Callable[..., str], clock: FixedClock, team_too: bool
) -> None:
    bring_in("P03: Ana came.\n")
    project.close()
    outcome = replace_for_good(project.path, [Name("Ana", "Beatrix")], clock=clock, team_too=team_too)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.conn.execute("SELECT name FROM coder").fetchall() == [("Beatrix" if team_too else "Ana",)]
        assert again.conn.execute("SELECT count(*) FROM text WHERE words LIKE '%Ana%'").fetchone() == (0,)
    assert outcome.left == ()
    assert any("keeps the name" in one for one in outcome.sentences) is not team_too
