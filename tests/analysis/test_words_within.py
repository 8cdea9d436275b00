"""The words of a theme: counted by hand, never an interviewer's, and every number opens into its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log, log2

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.collocations import Association, Pairs, collocations, places_of_pair
from qualcode.analysis.concordance import concordance
from qualcode.analysis.documents import text_of
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.progress import spoken
from qualcode.analysis.said_within import Said, said_within
from qualcode.analysis.study import own_stop_words
from qualcode.analysis.withdrawals import withdrawals
from qualcode.analysis.words_within import (
    concordance_within,
    elsewhere,
    frequent_words,
    per_thousand,
    places_of_word,
)
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.study import ChangeStudy
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.coverage import CountedWords
from qualcode.transcripts.languages import LANGUAGES
from qualcode.transcripts.span import Span
from qualcode.transcripts.stop_words import STOP_WORDS, stop_words
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

TALK = (
    "Interviewer: Did the waiting list worry you?\n"
    "P03: The waiting list was long. I walked, er, and kept walking. Waiting lists are walks in the dark.\n"
    "Interviewer: A long list.\n"
    "P03: We walk together on Sundays. You know, the list was long.\n"
    "P04: The garden was long.\n"
)


@pytest.fixture
def talk(bring_in: BringIn, project: Project, codes: Codes) -> str:
    """A talk with all of it under 1.1 but for what P04 says."""
    document = bring_in(TALK, "Talk")
    code(project, document, Span(TALK.index("Did"), TALK.index("\nP04")), codes["1.1"])
    return document


def code(project: Project, document: str, span: Span, code_id: str) -> None:
    project.make(AddCodings([NewCoding(document, span, code_id)]))


def said(project: Project) -> Said:
    (found,) = said_within(project.conn, excerpts(project.conn))
    return found


def words_of(project: Project, document: str, spans: Iterator[Span]) -> list[str]:
    text = text_of(project.conn, document)
    return [span.of(text) for span in spans]


def test_words_are_the_participants_and_are_counted_once_however_often_they_are_coded(
    project: Project, talk: str, codes: Codes
) -> None:
    assert said(project).words == 29, "18 and 11 by hand, and none of the interviewer’s 9"
    code(project, talk, Span(TALK.index("I walked"), TALK.index(" Waiting lists")), codes["3.1"])
    code(project, talk, Span(TALK.index("I walked"), TALK.index(" Waiting lists")), codes["1.2"])
    assert (said(project).words, said(project).excerpts) == (29, 2), "a passage under two codes is one"


def test_the_excerpts_named_are_those_whose_words_are_counted(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in(TALK, "Talk")
    code_it(document, "A long list.", "1.1")  # the interviewer's
    code_it(document, "worry you?", "1.2")  # the interviewer's, too
    assert said(project).sentence() == "Of 0 words in 0 excerpts; 2 others hold no word that counts."
    code_it(document, "The garden was long.", "1.1")
    code_it(document, "A long list.\nP03: We walk together", "3.1")
    assert said(project).sentence() == "Of 7 words in 2 excerpts; 2 others hold no word that counts."
    project.undo()
    project.undo()
    project.undo()
    project.undo()
    code_it(document, "garden", "1.1")
    assert said(project).sentence() == "Of 1 word in 1 excerpt."


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(TALK) - 2), st.integers(1, 60)), min_size=1, max_size=6, unique=True))
def test_an_excerpt_is_named_where_it_holds_any_part_of_a_counted_word_and_only_there(
    project: Project, bring_in: BringIn, codes: Codes, places: list[tuple[int, int]]
) -> None:
    made = bring_in(TALK, "Talk")
    spans = {Span(start, min(start + length, len(TALK))) for start, length in places}
    for span in spans:
        code(project, made, span, codes["1.1"])
    for one in said_within(project.conn, excerpts(project.conn)):
        counted = {
            place
            for piece in one.pieces[made]
            for place in range(piece.span.start, piece.span.end)
            if TALK[place].isalnum()
        }
        held = {(e.start, e.stop) for e in excerpts(project.conn)}
        with_words = sum(any(place in counted for place in range(*span)) for span in held)
        assert (one.excerpts, one.wordless) == (with_words, len(held) - with_words)
    while project.conn.execute("SELECT 1 FROM document WHERE deleted_at IS NULL").fetchone():
        project.undo()


def test_forms_of_a_word_are_one_word_shown_by_the_most_frequent(project: Project, talk: str) -> None:
    found = frequent_words(project.conn, said(project))
    first = {word.word: (word.number, word.forms) for word in found.words}
    assert first["list"] == (3, ("list", "lists"))
    assert first["walk"] == (4, ("walk", "walked", "walking", "walks"))
    assert first["Sundays"] == (1, ("sundays",)), "with its capital, as it never stands without"
    assert first["waiting"] == (2, ("waiting",)), "in small letters, as it stands somewhere"
    assert found.of_words == 29


def test_stop_words_are_left_out_counted_and_had_for_the_asking(project: Project, talk: str) -> None:
    found = frequent_words(project.conn, said(project))
    assert {"the", "er", "you", "know"}.isdisjoint(form for word in found.words for form in word.forms)
    assert sum(word.number for word in found.words) + found.left_out == found.of_words
    everything = frequent_words(project.conn, said(project), with_stop_words=True)
    assert [(word.word, word.number) for word in everything.words[:3]] == [("walk", 4), ("list", 3), ("the", 3)]
    assert (everything.left_out, sum(word.number for word in everything.words)) == (0, 29)


def test_a_study_leaves_out_words_of_its_own_until_it_takes_them_back(project: Project, talk: str) -> None:
    project.make(ChangeStudy({"stop_words": "List, Sundays; list"}))
    assert own_stop_words(project.conn) == ("list", "sundays")
    found = frequent_words(project.conn, said(project))
    assert {"list", "lists", "sundays"}.isdisjoint(form for word in found.words for form in word.forms)
    for word in found.words:
        assert len(places_of_word(project.conn, said(project), word.key)) == word.number
    project.undo()
    assert own_stop_words(project.conn) == ()


def test_a_word_says_how_many_participants_and_documents_say_it(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in(TALK, "Talk")
    code_it(document, "The waiting list was long.", "1.1")
    code_it(document, "The garden was long.", "1.1")
    code_it(bring_in("P03: A long day.\n", "Diary"), "A long day.", "1.1")
    long = next(word for word in frequent_words(project.conn, said(project)).words if word.word == "long")
    assert (long.number, long.people, long.documents) == (3, 2, 2)


def test_every_number_opens_into_its_places(project: Project, talk: str) -> None:
    theme = said(project)
    for whole in (False, True):
        for word in frequent_words(project.conn, theme, with_stop_words=whole).words:
            hits = places_of_word(project.conn, theme, word.key, with_stop_words=whole)
            spelt = {one.casefold() for one in words_of(project, talk, (hit.span for hit in hits))}
            assert (len(hits), spelt) == (word.number, set(word.forms))
            assert not any(hit.asks for hit in hits)
            assert len({hit.participant_id for hit in hits}) == word.people


def test_what_is_said_in_the_rest_of_the_study_stands_beside_it_as_a_rate(project: Project, talk: str) -> None:
    theme = said(project)
    found = frequent_words(project.conn, theme)
    keys = {word.word: word.key for word in found.words}
    rest = elsewhere(project.conn, theme, keys.values())
    assert (rest.words, rest.numbers[keys["long"]], rest.numbers[keys["list"]]) == (4, 1, 0)
    assert per_thousand(rest.numbers[keys["long"]], rest.words) == 250.0
    assert per_thousand(3, 0) is None


def test_a_word_is_looked_for_within_the_theme_alone(project: Project, talk: str) -> None:
    theme = said(project)
    found = concordance_within(project.conn, theme, "long")
    assert [(hit.turn, hit.asks) for hit in found.hits] == [(2, False), (4, False)]
    assert concordance_within(project.conn, theme, "garden").hits == ()
    assert len(concordance_within(project.conn, theme, "waiting list").hits) == 2
    assert concordance_within(project.conn, theme, "waiting lists", inflected=False).forms == ("waiting lists",)
    assert concordance_within(project.conn, theme, "…").hits == ()


def test_names_of_the_list_are_no_words_of_a_theme(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    project.keep_names([Name("Rosa Lind", "[friend]"), Name("Hull", "[town]")])
    document = bring_in("P03: Rosa Lind’s garden in Hull is a garden.\n", "Garden")
    code_it(document, "Rosa Lind’s garden in Hull is a garden.", "1.1")
    found = frequent_words(project.conn, said(project))
    assert [(word.word, word.number) for word in found.words] == [("garden", 2)]
    assert (found.names, found.of_words, found.left_out) == (3, 8, 3)
    assert places_of_word(project.conn, said(project), "hull") == []


def test_kinds_of_document_have_their_own_words(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in(TALK, "Talk"), "The garden was long.", "1.1")
    note = bring_in("A garden and a kettle.\n", "Note", Kind.FIELD_NOTE)
    code_it(note, "A garden and a kettle.", "1.1")
    one, other = said_within(project.conn, excerpts(project.conn))
    assert [(each.kind, each.words, each.excerpts) for each in (one, other)] == [
        (Kind.INTERVIEW, 4, 1),
        (Kind.FIELD_NOTE, 5, 1),
    ]
    assert [word.word for word in frequent_words(project.conn, other).words] == ["garden", "kettle"]
    assert elsewhere(project.conn, one, ["garden"]).words == 29


def test_the_words_of_who_withdrew_are_in_no_list(project: Project, bring_in: BringIn, codes: Codes) -> None:
    document = bring_in(TALK, "Talk")
    code(project, document, Span(0, len(TALK)), codes["1.1"])
    (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P03'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    assert said_within(project.conn, excerpts(project.conn)) == (), "the one passage holds words of P03"
    assert said_within(project.conn, excerpts(project.conn, Choice(seen=True))) == ()
    code(project, document, span_of(TALK, "The garden was long."), codes["1.1"])
    theme = said(project)
    assert theme.words == 4, "The garden was long"
    assert elsewhere(project.conn, theme, ["long"]).words == 0
    project.make(ChangeDocument(document, {"consent": "withdrawn"}))
    assert said_within(project.conn, excerpts(project.conn)) == ()


def test_an_empty_theme_has_no_words(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    assert said_within(project.conn, []) == ()
    document = bring_in(TALK, "Talk")
    code_it(document, "A long list.", "1.1")
    theme = said(project)
    assert (theme.words, frequent_words(project.conn, theme).words, collocations(project.conn, theme)) == (0, (), ())


def test_another_language_has_its_own_stems_and_stop_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    project.make(ChangeStudy({"language": "french"}))
    words = "J’ai l’habitude des jardins, et le jardin d’Anna m’aide."
    code_it(bring_in(f"P03: {words}\n", "Jardin"), words, "1.1")
    found = frequent_words(project.conn, said(project))
    assert [(word.word, word.number) for word in found.words] == [
        ("jardin", 2),
        ("aide", 1),
        ("Anna", 1),
        ("habitude", 1),
    ]
    assert len(concordance_within(project.conn, said(project), "habitude").hits) == 1
    assert [hit.span for hit in concordance(project.conn, "habitude").hits] == [
        span_of("P03: " + words, "l’habitude")
    ]


def test_each_language_that_a_study_may_be_in_has_stop_words() -> None:
    assert set(STOP_WORDS) == set(LANGUAGES)
    assert all(word == word.lower() for words in STOP_WORDS.values() for word in words)
    assert {"the", "er", "um", "you"} <= stop_words("English")
    assert stop_words("klingon") == frozenset()


# Pairs


def test_a_pair_is_scored_as_its_formula_says(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    words = "Kind words, kind words, kind deeds, long days, kind words."
    code_it(bring_in(f"P03: {words}\n", "Kind"), words, "1.1")
    # “Kind” is a stop word of English, so the study is in one where it is none.
    project.make(ChangeStudy({"language": "dutch"}))
    theme = said(project)
    (mutual,) = collocations(project.conn, theme, Pairs(Association.MUTUAL))
    assert (mutual.words, mutual.number, mutual.first, mutual.second) == (("kind", "words"), 3, 4, 3)
    assert mutual.strength == pytest.approx(log2(3 * 10 / (4 * 3)))
    (likely,) = collocations(project.conn, theme)
    table = ((3, 4 * 3 / 10), (0, 6 * 3 / 10), (1, 4 * 7 / 10), (6, 6 * 7 / 10))
    assert likely.strength == pytest.approx(2 * sum(seen * log(seen / due) for seen, due in table if seen))


def test_pairs_never_reach_over_turns_or_what_is_not_in_the_theme(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in("P03: Green garden\nP03: gate. Green kettle gate.\n", "Gate")
    code_it(document, "Green garden", "1.1")
    code_it(document, "gate. Green", "1.1")
    code_it(document, "gate.", "1.2")
    found = collocations(project.conn, said(project), Pairs(window=3, least=1))
    assert {pair.words for pair in found} == {("green", "garden"), ("gate", "green")}


def test_words_between_are_allowed_as_far_as_one_asks_and_stop_words_count_as_distance(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    words = "A gate to the garden, a gate in the garden, a gate at a garden."
    code_it(bring_in(f"P03: {words}\n", "Gate"), words, "1.1")
    assert collocations(project.conn, said(project), Pairs(window=3)) == ()
    (found,) = collocations(project.conn, said(project), Pairs(window=4))
    assert (found.words, found.number) == (("gate", "garden"), 3)
    assert len(places_of_pair(project.conn, said(project), found.keys, 4)) == 3


def test_a_word_that_is_said_again_and_again_is_no_pair(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    words = "Walk walk walk walk walk walk."
    code_it(bring_in(f"P03: {words}\n", "Walk"), words, "1.1")
    assert collocations(project.conn, said(project), Pairs(least=1)) == ()


@pytest.mark.parametrize(("window", "least"), [(1, 3), (11, 3), (2, 0)])
def test_what_cannot_be_asked_is_refused(window: int, least: int) -> None:
    with pytest.raises(Problem):
        Pairs(window=window, least=least)


PLACES = st.lists(st.tuples(st.integers(0, len(TALK) - 2), st.integers(1, 90)), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES, st.integers(2, 5))
def test_however_codings_lie_the_words_are_those_counted_elsewhere_and_every_number_has_its_places(
    project: Project, bring_in: BringIn, codes: Codes, places: list[tuple[int, int]], window: int
) -> None:
    document = bring_in(TALK, "Talk")
    spans = [Span(start, min(start + length, len(TALK) - 1)) for start, length in places]
    project.make(AddCodings([NewCoding(document, span, codes["1.1"]) for span in spans]))
    found = excerpts(project.conn)
    for theme in said_within(project.conn, found):
        text, turns = spoken(project.conn, document, withdrawals(project.conn))
        coverage = CountedWords(text, turns).coverage(Span(one.start, one.stop) for one in found)
        assert theme.words == coverage.coded
        frequent = frequent_words(project.conn, theme, with_stop_words=True)
        assert sum(word.number for word in frequent.words) == theme.words
        for word in frequent.words:
            assert len(places_of_word(project.conn, theme, word.key, with_stop_words=True)) == word.number
        rest = elsewhere(project.conn, theme, [word.key for word in frequent.words], with_stop_words=True)
        assert rest.words == coverage.words - coverage.coded
        for pair in collocations(project.conn, theme, Pairs(window=window, least=1)):
            assert len(places_of_pair(project.conn, theme, pair.keys, window)) == pair.number
    project.undo()
    project.undo()
