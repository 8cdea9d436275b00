"""A code’s name or definition that is words withdrawn or refused stands in no file but the team’s own exchange."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from qualcode.analysis.code_history import changes_between
from qualcode.analysis.code_sentences import methods
from qualcode.analysis.codes import codebook
from qualcode.codebooks.code import State
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.edits.reasons import Because
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.exports.codebook import WRITTEN, write
from qualcode.exports.names import HELD_BACK, book_for_file, changes_for, told_for, told_of_exchange, with_names_for
from qualcode.participants.accounts import WORDS_HELD
from qualcode.participants.disclosure import Audience
from qualcode.project.journal import history
from qualcode.project.project import Project
from tests.conftest import NOON, WORDS, span_of
from tests.exports.test_what_leaves import every_byte

SAID = "It was a card on the board in the chemist’s."
PUBLIC = (Audience.TEAM, Audience.OUTSIDE)
DAY = NOON.date()


@pytest.fixture
def named(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> str:
    """A code named by what somebody said who withdrew, who is quoted in a definition as well; its id."""
    coding = code_it(bring_in(), SAID, "1.2")
    (code,) = project.conn.execute("SELECT code_id FROM coding WHERE id = ?", (coding,)).fetchone()
    project.make(ChangeCode(code, {"name": SAID}))
    other = AddCode("Ways in", None, False, "", f"As in: {SAID} No more.", State.AGREED)
    project.make(other)
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'P03'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    return str(code)


def test_every_format_holds_the_words_back_but_the_table_that_the_team_brings_in_again(
    project: Project, named: str, tmp_path: Path
) -> None:
    book = codebook(project.conn)
    for audience in PUBLIC:
        for suffix in WRITTEN:
            shown = book_for_file(project.conn, book, audience, DAY, suffix)
            (path,) = write(shown, tmp_path / f"{audience.value}{suffix}", "Study", NOON, audience=audience).paths
            told = told_of_exchange(project.conn, book, audience, DAY, suffix)
            is_exchange = audience is Audience.TEAM and suffix in (".csv", ".xlsx")
            assert (b"card on the board" in every_byte(path)) is is_exchange, path.name
            assert ("2 codes hold words that were withdrawn or refused" in told) is is_exchange, path.name


def test_the_words_are_known_without_a_coding_and_in_a_definition_too(project: Project, named: str) -> None:
    for (coding,) in project.conn.execute("SELECT id FROM coding").fetchall():
        project.make(RemoveCoding(coding))
    book = with_names_for(project.conn, codebook(project.conn), Audience.TEAM, DAY)
    assert book[named].name == HELD_BACK
    (other,) = [code for code in book.codes if code.name == "Ways in"]
    assert other.definition == f"As in: {WORDS_HELD}. No more."


def test_what_changed_is_told_without_the_names_that_were_withdrawn(project: Project, named: str) -> None:
    project.make(Because(ChangeCode(named, {"name": "Routes"}), f"“{SAID}” was theirs"))
    project.make(ChangeCode(named, {"name": "Ways"}))
    found = changes_between(project.conn, DAY - timedelta(1), DAY)
    for audience in PUBLIC:
        assert "card on the board" not in methods(changes_for(project.conn, found, audience, DAY))


def test_the_history_tells_what_was_done_without_them(project: Project, named: str) -> None:
    project.make(ChangeCode(named, {"name": "Routes"}))
    labels = [action.label for action in history(project.conn)]
    assert any(SAID in label for label in labels)
    told = told_for(project.conn, labels, Audience.TEAM, DAY)
    assert len(told) == len(labels) and not any("card on the board" in one for one in told)
    assert sum(one != label for one, label in zip(told, labels, strict=True)) < len(labels)


def test_a_name_that_everybody_uses_stands(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    book = codebook(project.conn)
    assert all(with_names_for(project.conn, book, audience, DAY) == book for audience in PUBLIC)
    found = changes_between(project.conn, DAY - timedelta(1), DAY)
    assert all(changes_for(project.conn, found, audience, DAY) == found for audience in PUBLIC)


@pytest.mark.parametrize("name", ["a card", "It was a card on the…", "a card on the board"])
@pytest.mark.parametrize("corrected", ["a note", ""])
@pytest.mark.parametrize("audience", PUBLIC)
def test_a_name_that_was_refused_is_held_back_when_one_of_its_words_is_corrected_or_cut(
    project: Project,
    bring_in: Callable[..., str],
    code_it: Callable[..., str],
    name: str,
    corrected: str,
    audience: Audience,
) -> None:
    document = bring_in()
    coding = code_it(document, SAID if "…" in name else name, "1.2")
    (code,) = project.conn.execute("SELECT code_id FROM coding WHERE id = ?", (coding,)).fetchone()
    project.make(ChangeCode(code, {"name": name}))
    kept = KeepQuote(document, span_of(WORDS, SAID))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY))
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'P03'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "quote"}))
    assert with_names_for(project.conn, codebook(project.conn), audience, DAY)[code].name == HELD_BACK
    project.make(ReplaceWords(document, span_of(WORDS, "a card"), corrected))
    assert with_names_for(project.conn, codebook(project.conn), audience, DAY)[code].name == HELD_BACK
    project.make(RecordAnswer(kept.id, Answer.NONE, although=True))
    assert with_names_for(project.conn, codebook(project.conn), audience, DAY)[code].name == name
