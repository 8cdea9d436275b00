"""A concordance: every place of a word, of its other forms, of a phrase; and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import concordance as rooms
from qualcode.analysis.concordance import Concordance, Looking, concordance, extended, hit_rows
from qualcode.edits.clock import FixedClock
from qualcode.edits.study import ChangeStudy
from qualcode.edits.texts import ReplaceWords
from qualcode.project.importing import arrivals
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.transcript import Kind, Transcript
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


SUPPORT = (
    ("Interviewer", "Were there mentors?"),
    (
        "P03",
        "My mentor’s kind. Mentoring helps. A peer-supporter came. Peer support. Groups I like. Peers supported me.",
    ),
    ("P04", "No peer. Support came late. I saw Dr. Smith, and two men torn. Peer."),
    ("P05", "Supportive of peers. Déjà-vu, the ﬁrst oﬃce."),
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("mentor*", ["mentor’s", "Mentoring"]),
        ("MENTOR*", ["mentor’s", "Mentoring"]),
        ("mentori*", ["Mentoring"]),
        ("peer support*", ["peer-supporter", "Peer support", "Peers supported"]),
        ("peer* support*", ["peer-supporter", "Peer support", "Peers supported"]),
        ("peer* supported", ["peer-supporter", "Peer support", "Peers supported"]),
        ("support group", []),
        ("support. group", ["support. Groups"]),
        ("peer. support*", ["peer-supporter", "Peer support", "Peers supported", "peer. Support"]),
        ("dr. smith", ["Dr. Smith"]),
        ("dr smith", ["Dr. Smith"]),
        ("deja*", ["Déjà"]),
        ("f*", ["ﬁrst"]),
        ("of*", ["of", "oﬃce"]),
        ("off*", ["oﬃce"]),
        ("men*tor", []),
        ("men* tor*", ["men torn"]),
        ("*", []),
        ("* *", []),
    ],
)
def test_a_star_stands_for_any_ending_and_a_phrase_stays_in_its_sentence(
    tmp_path: Path, wanted: str, found: list[str]
) -> None:
    with Project.create(tmp_path / "support.qualcode", "Support", clock=FixedClock(NOON)) as project:
        project.make(arrivals([transcript(SUPPORT)], Kind.INTERVIEW))
        assert words(project, concordance(project.conn, wanted)) == found


def test_a_star_asks_for_no_other_forms_and_the_words_beside_it_do(tmp_path: Path) -> None:
    with Project.create(tmp_path / "support.qualcode", "Support", clock=FixedClock(NOON)) as project:
        project.make(arrivals([transcript(SUPPORT)], Kind.INTERVIEW))
        assert words(project, concordance(project.conn, "peer support*", inflected=False)) == [
            "peer-supporter",
            "Peer support",
        ]
        assert words(project, concordance(project.conn, "supported*")) == ["supported"]


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
    alike = {
        "group": ("group", "group’s"),
        "peer": ("peer", "peer-led"),
        "cafe": ("café", "CAFE"),
        "on": ("on", "“on”"),
    }
    assert len(found) == sum(word in alike[wanted] for turn in turns for word in turn)


@pytest.mark.parametrize("wanted", ["fine", "FINE", "ﬁne", "fines"])
def test_a_word_is_found_where_one_sign_stands_for_two_letters(tmp_path: Path, wanted: str) -> None:
    said = (("P03", "A ﬁne day. Fine. The oﬃce staﬀ ﬂew past the ﬁrﬆ floor."),)
    with Project.create(tmp_path / "signs.qualcode", "Signs", clock=FixedClock(NOON)) as project:
        project.make(arrivals([transcript(said)], Kind.INTERVIEW))
        assert words(project, concordance(project.conn, wanted)) == ["ﬁne", "Fine"]


@pytest.mark.parametrize("inflected", [True, False])
@pytest.mark.parametrize("wanted", ["office", "oﬃce", "staff", "flew", "office staff", "first floor"])
def test_any_such_sign_is_found_as_its_letters(tmp_path: Path, wanted: str, inflected: bool) -> None:
    said = (("P03", "A ﬁne day. Fine. The oﬃce staﬀ ﬂew past the ﬁrﬆ floor."),)
    with Project.create(tmp_path / "signs.qualcode", "Signs", clock=FixedClock(NOON)) as project:
        project.make(arrivals([transcript(said)], Kind.INTERVIEW))
        assert len(words(project, concordance(project.conn, wanted, inflected=inflected))) == 1


@pytest.mark.parametrize(
    ("wanted", "found"), [("지원", ["지원"]), ("동료 지원", ["동료 지원"]), ("ガイド", ["ガイド"]), ("カイト", [])]
)
def test_korean_and_voiced_kana_are_found_as_they_are_written(tmp_path: Path, wanted: str, found: list[str]) -> None:
    said = (("P05", "동료 지원 그룹"), ("P06", "ガイドがいました。"))
    with Project.create(tmp_path / "signs.qualcode", "Signs", clock=FixedClock(NOON)) as project:
        project.make(arrivals([transcript(said)], Kind.INTERVIEW))
        assert words(project, concordance(project.conn, wanted)) == found


def titled(kind: Kind = Kind.INTERVIEW) -> Transcript:
    """A transcript whose first turn, a title, is nobody's."""
    said = transcript((("Title", "Waiting for the group"), ("P03", "I waited.")), "titled", kind)
    first, *others = said.turns
    return replace(said, turns=(replace(first, speaker=None), *others))


def test_a_title_is_not_said_where_speakers_are_named_but_everybody_brings_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "titled.qualcode", "Titled", clock=FixedClock(NOON)) as project:
        project.make(arrivals([titled()], Kind.INTERVIEW))
        assert words(project, concordance(project.conn, "waiting")) == ["waited"]
        assert words(project, concordance(project.conn, "waiting", interviewers=True)) == ["Waiting", "waited"]


@pytest.mark.parametrize("named", [False, True])
def test_what_nobody_is_named_for_is_found_where_nobody_is_named_or_no_participant_speaks(
    tmp_path: Path, named: bool
) -> None:
    said = titled(Kind.FIELD_NOTE if named else Kind.INTERVIEW)
    if not named:
        said = replace(said, turns=tuple(replace(turn, speaker=None) for turn in said.turns))
    with Project.create(tmp_path / "titled.qualcode", "Titled", clock=FixedClock(NOON)) as project:
        project.make(arrivals([said], Kind.INTERVIEW))
        assert words(project, concordance(project.conn, "waiting")) == ["Waiting", "waited"]


def test_between_the_steps_of_a_search_other_things_can_be_done(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = concordance(study.conn, "group")
    monkeypatch.setattr(rooms, "_TURNS", rooms._TURNS.replace("LIMIT 200", "LIMIT 1"))
    looking = Looking("group")
    assert looking.step(study.conn) is None
    study.make(ChangeStudy({"question": "Which group?"}))
    steps = [looking.step(study.conn) for _ in range(2)]
    assert steps == [None, whole]


SOME = ("peer", "Peers", "support", "supported", "supper", "peer-led", "café", "Cafés", "ﬁne", "fit")
ENDS = (" ", ". ", "? ", "… ")
PARTS = st.tuples(st.sampled_from(("pee", "peer", "supp", "support", "caf", "fi", "led")), st.booleans())


def naively(said: list[tuple[str, str]], wanted: list[tuple[str, bool]]) -> int:
    """How often words follow one another within a sentence; each given with whether its ending is open."""
    plain = {"café": "cafe", "Cafés": "cafes", "ﬁne": "fine"}
    sentences: list[list[str]] = [[]]
    for word, end in said:
        sentences[-1] += plain.get(word, word).lower().split("-")
        if end != " ":
            sentences.append([])
    found = 0
    for sentence in sentences:
        place = 0
        while place + len(wanted) <= len(sentence):
            here = zip(sentence[place:], wanted, strict=False)
            alike = all(word.startswith(letters) if is_open else word == letters for word, (letters, is_open) in here)
            found += alike
            place += len(wanted) if alike else 1
    return found


@settings(max_examples=60)
@given(
    turns=st.lists(
        st.lists(st.tuples(st.sampled_from(SOME), st.sampled_from(ENDS)), min_size=1, max_size=8),
        min_size=1,
        max_size=4,
    ),
    wanted=st.lists(PARTS, min_size=1, max_size=3),
)
def test_stars_and_phrases_find_what_a_naive_search_of_the_sentences_finds(
    tmp_path_factory: pytest.TempPathFactory, turns: list[list[tuple[str, str]]], wanted: list[tuple[str, bool]]
) -> None:
    path = tmp_path_factory.mktemp("said") / "said.qualcode"
    # A sentence begins with a capital, or Punkt would rightly read on.
    told = [[(word.capitalize() if word[0].isascii() else word, end) for word, end in turn] for turn in turns]
    with Project.create(path, "Said", clock=FixedClock(NOON)) as project:
        said = [("P01", "".join(word + end for word, end in turn).strip()) for turn in told]
        project.make(arrivals([transcript(said, "one")], Kind.INTERVIEW))
        phrase = " ".join(letters + "*" * is_open for letters, is_open in wanted)
        found = concordance(project.conn, phrase, inflected=False)
    assert len(found.hits) == sum(naively(turn, wanted) for turn in told)
