"""A participant who is erased is gone from every byte that qualcode keeps; others keep every word."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.analysis.cells import Rows, Subject, participant
from qualcode.analysis.documents import codings_of, open_document
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.samples import draw, samples
from qualcode.analysis.survey_counts import counts
from qualcode.analysis.surveys import answers, find_question
from qualcode.edits.clock import FixedClock
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.essays import NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordUse
from qualcode.edits.summaries import WriteSummary
from qualcode.edits.surveys import MarkSample
from qualcode.edits.texts import ReplaceWords
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.doctor import study_report
from qualcode.project.erase import erase
from qualcode.project.erase_touched import touched
from qualcode.project.erase_whose import find_participant
from qualcode.project.journal import differences, history
from qualcode.project.project import Project
from qualcode.project.schema import SCHEMA_VERSION
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.transcripts.span import Span
from tests.conftest import span_of
from tests.project.test_migrations import of_the_first_form, of_the_second_form, version_of

ALONE = (
    "Interviewer: How was it?\n"
    "P07: The zeppelin landed quietly upon my grandmother’s cabbages last spring. I wept.\n"
    "Interviewer: And then?\n"
    "P07: Then the marmalade factory closed and nobody ever told us anything about it.\n"
)
GROUP = (
    "Interviewer: What do you think?\n"
    "P08: I like the garden, it is quiet there.\n"
    "P07: My velociraptor costume frightened the whole parish council in November.\n"
    "P08: That was funny, everybody laughed.\n"
    "P07: Xylophones. I bought seventeen of them.\n"
    "P08: I would do it again.\n"
)
SECRETS = ("zeppelin", "cabbages", "marmalade", "velociraptor", "parish council", "ylophones", "seventeen", "P07")


def holding(folder: Path, *words: str) -> list[str]:
    """The files of a folder whose bytes hold any of the words, in any case, with the word."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [
        f"{file.name}: {word}"
        for file in files
        for word in words
        if any(way.encode() in file.read_bytes() for way in (word, word.lower(), word.upper()))
    ]


@dataclass
class Study:
    """A study in which P07 speaks alone in one document, and with P08 in another."""

    project: Project
    alone: str
    group: str
    oda: str
    pim: str
    codes: dict[str, str]


@pytest.fixture
def study(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str], codes: dict[str, str]
) -> Study:
    alone, group = bring_in(ALONE, "P07 interview"), bring_in(GROUP, "the group")
    code_it(alone, "grandmother’s cabbages", "1.1")
    code_it(group, "I like the garden", "1.1")
    code_it(group, "velociraptor costume", "1.2")
    code_it(group, "in November.\nP08: That was funny", "3.1")
    code_it(group, "everybody laughed", "3.1.1", "Ben")
    code_it(group, "I would do it again", "1.2")
    people = dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall())
    return Study(project, alone, group, people["P07"], people["P08"], codes)


def erased(study: Study, clock: FixedClock) -> tuple[str, ...]:
    """Erase P07 from the closed study; what is said of it."""
    study.project.close()
    outcome = erase(study.project.path, study.oda, "Ana", clock=clock)
    assert outcome.left == ()
    return outcome.sentences


def reopened(study: Study, clock: FixedClock) -> Project:
    study.project = Project.open(study.project.path, clock=clock, back_up=False)
    study.project.sign_in("Ana")
    return study.project


def words_of(project: Project, document: str) -> dict[str, str]:
    """The words under each code."""
    opened = open_document(project.conn, document)
    assert opened is not None
    names = dict(project.conn.execute("SELECT id, idx FROM code"))
    return {names[one.code_id]: opened.text[one.start : one.stop] for one in codings_of(project.conn, document)}


def test_no_byte_holds_their_words_and_others_keep_every_word(study: Study, clock: FixedClock) -> None:
    study.project.back_up_if_changed()
    erased(study, clock)
    assert holding(study.project.path.parent, *SECRETS) == []
    with reopened(study, clock) as project:
        assert open_document(project.conn, study.alone) is None
        group = open_document(project.conn, study.group)
        assert group is not None
        assert group.text == (
            "Interviewer: What do you think?\n"
            "P08: I like the garden, it is quiet there.\n"
            "Withdrawn 1: [withdrawn]\n"
            "P08: That was funny, everybody laughed.\n"
            "Withdrawn 1: [withdrawn]\n"
            "P08: I would do it again.\n"
        )
        assert [group.text[turn.start : turn.end] for turn in group.turns][2:5] == [
            "[withdrawn]",
            "That was funny, everybody laughed.",
            "[withdrawn]",
        ]
        codings = [
            (project.conn.execute("SELECT idx FROM code WHERE id = ?", (one.code_id,)).fetchone()[0], one)
            for one in codings_of(project.conn, study.group)
        ]
        assert sorted((index, group.text[one.start : one.stop]) for index, one in codings) == [
            ("1.1", "I like the garden"),
            ("1.2", "I would do it again"),
            ("3.1", "[withdrawn]\nP08: That was funny"),
            ("3.1.1", "everybody laughed"),
        ]
        assert differences(project.conn) == []
    assert study_report(project.path).faults == ()


def test_the_history_folds_and_searching_finds_others_alone(study: Study, clock: FixedClock) -> None:
    erased(study, clock)
    with reopened(study, clock) as project:
        assert differences(project.conn) == []
        for words, number in (("velociraptor OR zeppelin OR seventeen", 0), ("garden", 1), ("laughed", 1)):
            found = project.conn.execute("SELECT count(*) FROM turn_search WHERE turn_search MATCH ?", (words,))
            assert found.fetchone() == (number,)
        assert project.conn.execute("SELECT pseudonym, consent FROM participant ORDER BY pseudonym").fetchall() == [
            ("P08", "not recorded"),
            ("Withdrawn 1", "withdrawn"),
        ]


def test_the_record_says_how_much_and_holds_no_word(study: Study, clock: FixedClock) -> None:
    erased(study, clock)
    with reopened(study, clock) as project:
        told = history(project.conn)[0].label
        assert told == "Erased a participant: 1 document, words in 1 document of others, 2 codings"
        (record,) = project.conn.execute("SELECT body FROM memo WHERE kind = 'method'").fetchone()
        assert record == (
            "On 2026-03-12 a participant was erased (“Withdrawn 1”): 1 document, words in 1 document of others, "
            "2 codings."
        )


def test_it_cannot_be_taken_back_and_all_the_rest_can(study: Study, clock: FixedClock) -> None:
    erased(study, clock)
    with reopened(study, clock) as project:
        with pytest.raises(Problem, match="cannot be brought back"):
            project.undo_action(history(project.conn)[0])
        before = words_of(project, study.group)
        while project.stacks().done:
            project.undo()
        assert open_document(project.conn, study.group) is None
        while project.stacks().undone:
            project.redo()
        assert words_of(project, study.group) == before
        assert differences(project.conn) == []
    assert holding(project.path.parent, *SECRETS) == []


def test_memos_quotes_summaries_and_examples_made_and_undone_leave_no_byte(study: Study, clock: FixedClock) -> None:
    project, group = study.project, study.group
    about = span_of(GROUP, "velociraptor costume")
    project.make(WriteMemo("Her velociraptor again", about=MemoTarget("document", group, about)))
    project.make(WriteMemo("P07 said the zeppelin landed quietly upon my grandmother’s cabbages, and P08 laughed."))
    linked = short_id(codings_of(project.conn, study.alone)[0].id)
    project.make(WriteMemo(f"So it was “cabbages” [{linked}], for ever."))
    project.make(WriteMemo("zeppelin", about=MemoTarget("participant", study.oda)))
    project.undo()
    quote = KeepQuote(group, span_of(GROUP, "seventeen of them"))
    project.make(quote)
    project.make(WriteMemo(f"And “seventeen” [{short_id(quote.id).upper()}], too."))
    project.make(KeepQuote(group, Span(GROUP.index("My veloci"), GROUP.index(" everybody"))))
    project.make(TakeExample(study.codes["1.2"], group, span_of(GROUP, "Xylophones")))
    project.make(TakeExample(study.codes["1.1"], group, span_of(GROUP, "quiet there")))
    project.make(TakeExample(study.codes["1.1"], group, span_of(GROUP, "costume frightened the whole parish")))
    shortened = {"example": "“quiet there”\nsuch as the costume frightened the whole"}
    project.make(ChangeCode(study.codes["1.1"], shortened))
    project.make(WriteSummary(participant(study.oda), study.codes["1.2"], "velociraptor"))
    project.make(WriteSummary(Subject(Rows.DOCUMENTS, group), study.codes["1.2"], "P07 and P08"))
    project.make(ReplaceWords(group, span_of(GROUP, "seventeen"), "eighteen parish council"))
    project.make(ChangeParticipant(study.oda, {"note": "a zeppelin", "pseudonym": "Marmalade P07"}))
    project.undo()
    project.make(RemoveCoding(codings_of(project.conn, study.alone)[0].id))
    project.back_up_if_changed()
    erased(study, clock)
    assert holding(project.path.parent, *SECRETS, "eighteen") == []
    with reopened(study, clock) as again:
        bodies = [row[0] for row in again.conn.execute("SELECT body FROM memo WHERE kind != 'method'")]
        assert bodies == [
            "Withdrawn 1 said [withdrawn], and P08 laughed.",
            "So it was [withdrawn], for ever.",
            "And [withdrawn], too.",
        ]
        quotes = again.conn.execute("SELECT start, stop FROM quote WHERE deleted_at IS NULL").fetchall()
        text = open_document(again.conn, group)
        assert text is not None
        assert [text.text[start:stop] for start, stop in quotes] == ["[withdrawn]\nP08: That was funny,"]
        examples = dict(again.conn.execute("SELECT idx, example FROM code WHERE example != ''").fetchall())
        assert examples == {"1.1": "“quiet there”"}
        assert again.conn.execute("SELECT body FROM summary").fetchall() == [("Withdrawn 1 and P08",)]
    assert study_report(project.path).faults == ()


def test_the_backups_are_sound_and_hold_the_others(study: Study, clock: FixedClock) -> None:
    study.project.back_up_if_changed()
    said = erased(study, clock)
    (copy,) = backup.backups(study.project.path)
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert differences(conn) == []
        assert open_document(conn, study.alone) is None
        group = open_document(conn, study.group)
        assert group is not None
        assert "That was funny, everybody laughed." in group.text
    assert "Erased in 1 backup too." in said


@pytest.mark.parametrize("other", ["not a study, but a zeppelin", ""])
def test_a_backup_that_cannot_be_rewritten_is_deleted(study: Study, clock: FixedClock, other: str) -> None:
    folder = backup.folder(study.project.path)
    study.project.back_up_if_changed()
    broken = folder / "2026-01-01T000000.qualcode"
    if other:
        broken.write_text(other * 100, encoding="utf-8")
    else:
        with closing(sqlite3.connect(broken)) as conn:
            study.project.conn.backup(conn)
            conn.execute("UPDATE text_version SET sha256 = 'another' WHERE document_id = ?", (study.group,))
            conn.execute("UPDATE text SET sha256 = 'another' WHERE words = ?", (GROUP,))
            conn.commit()
    said = erased(study, clock)
    assert not broken.exists()
    assert any("1 backup could not be rewritten" in sentence for sentence in said)
    assert holding(study.project.path.parent, *SECRETS) == []


def test_a_study_that_is_open_elsewhere_is_left_as_it_was(study: Study, clock: FixedClock) -> None:
    with pytest.raises(Problem, match="open elsewhere"):
        erase(study.project.path, study.oda, "Ana", clock=clock)
    assert open_document(study.project.conn, study.alone) is not None


def test_somebody_who_is_erased_already_is_not_erased_again(study: Study, clock: FixedClock) -> None:
    study.project.close()
    with pytest.raises(Problem, match="no longer in the study"):
        erase(study.project.path, "nobody", clock=clock)


def test_the_preview_names_what_goes_and_what_cannot_be_reached(study: Study) -> None:
    project, group = study.project, study.group
    essay = NewEssay("What gardens do")
    project.make(essay)
    quote = KeepQuote(group, span_of(GROUP, "velociraptor costume"), essay_id=essay.id)
    project.make(quote)
    project.make(RecordUse([quote.id], "Gardens for all", "gardens.docx"))
    project.make(WriteMemo("P07 was the one with the “velociraptor costume frightened the whole parish council”."))
    area = project.conn.execute("SELECT id FROM code WHERE is_area LIMIT 1").fetchone()[0]
    project.make(AddCode("Zeppelin landed quietly", area))
    found = touched(project.conn, find_participant(project.conn, " p07 "))
    assert (found.documents, found.shared, found.codings) == (1, 1, 2)
    goes, left = "\n".join(found.sentences), "\n".join(found.elsewhere)
    assert "1 document in which nobody else takes part: P07 interview. It goes whole." in goes
    assert "1 document in which others speak too: the group." in goes
    assert "1 kept quote of what they said." in goes
    assert "Essays that lose quotes: What gardens do." in goes
    assert "1 memo stays, without their words and their name." in goes
    assert "Quotes of theirs were used in Gardens for all (gardens.docx)" in left
    assert "Rename" not in left
    assert any(one.startswith("1 code is called by words that they said:") for one in found.sentences)


def test_a_name_that_is_a_word_too_is_left_where_the_team_wrote_it(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("P07: I will go, and the velociraptor will come with me to the fair.\n", "one")
    person = project.conn.execute("SELECT id FROM participant").fetchone()[0]
    project.make(ChangeParticipant(person, {"pseudonym": "Will"}))
    project.make(WriteMemo("Will it rain?"))
    assert any("is a word of the texts as well" in one for one in touched(project.conn, person).elsewhere)
    project.close()
    erase(project.path, person, "Ana", clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.conn.execute("SELECT body FROM memo WHERE kind = 'idea'").fetchall() == [("Will it rain?",)]
        assert again.conn.execute("SELECT count(*) FROM participant").fetchone() == (0,)


def test_real_names_before_their_words_go_too(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    document = bring_in("Xanthippe: It rained.\nPim: It snowed, Xanthippe said.\nXanthippe: Yes.\n", "talk")
    project.make(WriteMemo("Xanthippe’s rain"))
    person = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Xanthippe'").fetchone()[0]
    project.back_up_if_changed()
    project.close()
    erase(project.path, person, "Ana", clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        opened = open_document(again.conn, document)
        assert opened is not None
        assert opened.text == (
            "Withdrawn 1: [withdrawn]\nPim: It snowed, Xanthippe said.\nWithdrawn 1: [withdrawn]\n"
        )
        assert again.conn.execute("SELECT body FROM memo WHERE kind = 'idea'").fetchall() == [("Withdrawn 1’s rain",)]


def test_whoever_filled_in_a_survey_goes_with_every_answer(
    project: Project, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere" / "answers.csv"
    file.parent.mkdir()
    rows = "".join(
        f"Yes,{n} zeppelins flew over my own house on {day} last week\n" for n, day in enumerate("abc", 70)
    )
    file.write_text(f"Went?,Please say more\n{rows}", encoding="utf-8")
    project.make(survey_arrival(preview(*read_survey(file))))
    question = find_question(project.conn, "say more")
    project.make(MarkSample(draw(project.conn, 3, 1, question_id=question.id), "first"))
    person = project.conn.execute(
        "SELECT s.participant_id FROM speaker s JOIN document d ON d.id = s.document_id "
        "JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 WHERE t.words LIKE '71 %'"
    ).fetchone()[0]
    found = touched(project.conn, person)
    assert any("(1 answer to surveys among them)" in one for one in found.sentences)
    project.close()
    outcome = erase(project.path, person, "Ana", clock=clock)
    assert any("answers.csv" in one for one in outcome.files)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert [one.words[:2] for one in answers(again.conn, question.id)] == ["70", "72"]
        assert counts(again.conn, find_question(again.conn, "Went?")).total.answered == 2
        (sample,) = samples(again.conn)
        assert len(sample.documents) == 2
    assert holding(project.path.parent, "71 zeppelins") == ["answers.csv: 71 zeppelins"]


def test_a_file_whose_bytes_still_hold_the_words_is_named(study: Study, clock: FixedClock) -> None:
    study.project.close()
    aside = study.project.path.with_name(f"{study.project.path.name}-old")
    aside.write_bytes(study.project.path.read_bytes())
    assert erase(study.project.path, study.oda, "Ana", clock=clock).left == (aside,)
    aside.unlink()


@pytest.mark.parametrize("form", [of_the_first_form, of_the_second_form])
def test_copies_of_an_older_form_lose_the_words_too(
    tmp_path: Path, clock: FixedClock, form: Callable[[Path, FixedClock], Path]
) -> None:
    path = form(tmp_path / "old.qualcode", clock)
    with Project.open(path, clock=clock, back_up=False) as project:
        person = find_participant(project.conn, "P03")
        said = [one for one in touched(project.conn, person).who.words.said if len(one) > 12]
    assert said
    assert holding(path.parent, *said)
    assert erase(path, person, clock=clock).left == ()
    (copy,) = backup.backups(path)
    assert version_of(copy) == SCHEMA_VERSION
    with closing(sqlite3.connect(copy)) as conn:
        assert differences(conn) == []
    assert holding(path.parent, *said) == []
    assert study_report(path).faults == ()


def test_one_after_the_other_can_be_erased(study: Study, clock: FixedClock) -> None:
    erased(study, clock)
    assert erase(study.project.path, study.pim, "Ana", clock=clock).left == ()
    assert holding(study.project.path.parent, *SECRETS, "laughed", "P08") == []
    with reopened(study, clock) as project:
        group = open_document(project.conn, study.group)
        assert group is not None
        assert group.text.count("Withdrawn 1: [withdrawn]") == 2
        assert group.text.count("Withdrawn 2: [withdrawn]") == 3
        assert [action.is_erasure for action in history(project.conn)[:2]] == [True, True]
    assert study_report(project.path).faults == ()
