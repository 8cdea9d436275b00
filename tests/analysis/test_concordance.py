"""A concordance: every place of a word, of its other forms, of a phrase; and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import concordance as rooms
from qualcode.analysis.concordance import Concordance, concordance, extended, hit_rows
from qualcode.edits.clock import FixedClock
from qualcode.edits.texts import ReplaceWords
from qualcode.project.importing import arrivals
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.transcript import Kind
from tests.screens.shown_study import NOON, transcript

SAID = (
    ("Interviewer", "Do the groups help? Which group?"),
    ("P03", "The group’s fine. I’m on two waiting lists. A peer-led group, and I waited on a list. Grouping? No."),
    ("P04", "I didn’t go. Déjà vu: cafés, a CAFE, one café’s menu."),
)
CHINESE = (("P05", "同伴支持很好。我觉得支持很重要。"), ("P06", "不支持。"))


@pytest.fixture
def study(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "said.qualcode", "Said", clock=FixedClock(NOON))
    transcripts = [transcript(SAID, "one"), transcript(CHINESE, "two"), transcript(SAID[1:2], "three")]
    project.make(arrivals(transcripts, Kind.INTERVIEW))
    return project


def words(project: Project, found: Concordance) -> list[str]:
    texts = dict(
        project.conn.execute(
            "SELECT d.id, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256"
        )
    )
    return [hit.span.of(texts[hit.document_id]) for hit in found.hits]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("group", ["group’s", "group", "Grouping", "group’s", "group", "Grouping"]),
        ("GROUPS", ["group’s", "group", "Grouping", "group’s", "group", "Grouping"]),
        ("waiting list", ["waiting lists", "waiting lists"]),
        ("peer", ["peer", "peer"]),
        ("peer-led groups", ["peer-led group", "peer-led group"]),
        ("didn't", ["didn’t"]),
        ("cafe", ["cafés", "CAFE", "café’s"]),
        ("支持", ["支持", "支持", "支持"]),
        ("nowhere", []),
        ("  …  ", []),
        ('"', []),
    ],
)
def test_a_word_is_found_in_its_other_forms_and_a_phrase_word_by_word(
    study: Project, wanted: str, found: list[str]
) -> None:
    assert words(study, concordance(study.conn, wanted)) == found


def test_asked_for_as_it_stands_a_word_is_found_in_no_other_form(study: Project) -> None:
    assert words(study, concordance(study.conn, "group", inflected=False)) == ["group’s", "group"] * 2
    assert words(study, concordance(study.conn, "waited", inflected=False)) == ["waited"] * 2


def test_what_interviewers_say_is_found_only_when_asked_for(study: Project) -> None:
    assert "groups" not in words(study, concordance(study.conn, "group"))
    everything = words(study, concordance(study.conn, "group", interviewers=True))
    assert everything[:2] == ["groups", "group"]


def test_the_forms_found_are_told_the_most_frequent_first(study: Project) -> None:
    found = concordance(study.conn, "group", interviewers=True)
    assert found.forms == ("group", "grouping", "group’s", "groups")


def test_a_place_is_shown_in_its_sentence_with_names_as_they_are_shown(study: Project) -> None:
    row, *_ = hit_rows(study.conn, concordance(study.conn, "waiting list").hits)
    assert (row.who, row.document, row.turn) == ("P03", "one", 2)
    assert (row.before, row.words, row.after) == ("I’m on two ", "waiting lists", ".")
    assert not row.coded


def test_places_extend_to_sentences_or_turns_each_of_them_once(study: Project) -> None:
    hits = concordance(study.conn, "group").hits[:3]
    assert len(extended(study.conn, hits, Unit.WORD)) == 3
    sentences = extended(study.conn, hits, Unit.SENTENCE)
    assert [len(one.span) for one in sentences] == [
        len("The group’s fine."),
        len("A peer-led group, and I waited on a list."),
        len("Grouping?"),
    ]
    assert len(extended(study.conn, hits, Unit.TURN)) == 1


def test_words_changed_since_are_found_as_they_are_now(study: Project) -> None:
    hit = concordance(study.conn, "waiting list").hits[0]
    study.make(ReplaceWords(hit.document_id, hit.span, "shortlist", hit.version_id))
    assert len(concordance(study.conn, "waiting list").hits) == 1
    assert words(study, concordance(study.conn, "shortlists")) == ["shortlist"]


def test_more_places_than_anybody_reads_are_cut_off_and_that_is_said(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "MOST", 4)
    found = concordance(study.conn, "group")
    assert len(found.hits) == 4 and found.more
    monkeypatch.setattr(rooms, "MOST", 6)
    assert not concordance(study.conn, "group").more


SPOKEN = ("group", "Groups", "group’s", "peer-led", "peer", "café", "CAFE", "groupings", "on", "…", "“on”")


@settings(max_examples=40)
@given(
    turns=st.lists(st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=6), min_size=1, max_size=4),
    wanted=st.sampled_from(("group", "peer", "cafe", "on")),
)
def test_as_they_stand_words_are_found_as_often_as_they_were_said(
    tmp_path_factory: pytest.TempPathFactory, turns: list[list[str]], wanted: str
) -> None:
    path = tmp_path_factory.mktemp("said") / "said.qualcode"
    with Project.create(path, "Said", clock=FixedClock(NOON)) as project:
        said = [("P01", " ".join(words)) for words in turns]
        project.make(arrivals([transcript(said, "one")], Kind.INTERVIEW))
        found = words(project, concordance(project.conn, wanted, inflected=False))
    alike = {"group": ("group", "group’s"), "peer": ("peer", "peer-led"), "cafe": ("café", "CAFE"), "on": ("on", "“on”")}
    assert len(found) == sum(word in alike[wanted] for turn in turns for word in turn)
