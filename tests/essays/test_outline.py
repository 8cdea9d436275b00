"""An essay as its writer reads it: each quote as it will be printed, and what keeps it from being."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.named_ids import QuoteIds, all_named
from qualcode.analysis.verbatims import spoken_in, turns_in
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.essays import ChangeEssay, CiteEvidence, NewEssay, SetCitationStyle
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer, TrimQuote
from qualcode.essays.citing import CitationStyle, Where
from qualcode.essays.essay import Answer
from qualcode.essays.outline import outline
from qualcode.essays.parts import Outline, QuotePart
from qualcode.essays.printing import verbatim_of_quote
from qualcode.participants.disclosure import Audience, Line, Verbatim, clear
from qualcode.participants.names import Name, Names
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Trim, kept_spans
from tests.conftest import span_of, transcript_of
from tests.essays.conftest import INES, TODAY
from tests.essays.test_trim import trims, without_brackets

Quote = Callable[..., str]


@pytest.fixture
def essay(study: Project) -> str:
    made = NewEssay("Finding a way in")
    study.make(made)
    return made.id


@pytest.fixture
def quote(study: Project, essay: str) -> Quote:
    """Keep words of a document of the study in the essay, trimmed as `trim` says; gives the id."""

    def keep(words: str, trim: Callable[[Trim, str], Trim] | None = None) -> str:
        for (document_id,) in study.conn.execute("SELECT id FROM document"):
            document = open_document(study.conn, document_id)
            if document is not None and words in document.text:
                kept = KeepQuote(document_id, span_of(document.text, words), essay_id=essay)
                study.make(kept)
                if trim is not None:
                    study.make(TrimQuote(kept.id, trim(Trim(), document.text)))
                return kept.id
        raise ValueError(words)

    return keep


def only(study: Project, essay: str, audience: Audience | None = None, on: date = TODAY) -> QuotePart:
    (found,) = outline(study.conn, essay, on, audience).quotes
    return found


def person(study: Project, label: str) -> str:
    (found,) = study.conn.execute("SELECT participant_id FROM speaker WHERE label = ?", (label,)).fetchone()
    return str(found)


def test_a_quote_is_told_with_its_words_who_said_it_and_where(study: Project, essay: str, quote: Quote) -> None:
    quote("I sleep. That’s the short of it")
    found = only(study, essay)
    assert found.words == "I sleep. That’s the short of it"
    assert (found.citation.text, found.citation.people, found.citation.turn) == ("Ines", ("Ines",), 4)
    assert (found.document, found.state, found.held, found.look) == ("Ines interview", "ok", "", ())


def test_a_quote_that_may_not_leave_is_held_with_the_reason_on_the_day(
    study: Project, essay: str, quote: Quote
) -> None:
    quote("I sleep.")
    study.make(ChangeParticipant(person(study, "Ines"), {"consent": "paraphrase only"}))
    found = only(study, essay)
    assert (found.printed, found.held, found.state) == (None, "to be paraphrased, not quoted", "held")
    assert found.words == "I sleep."
    assert only(study, essay, Audience.TEAM).held == ""
    study.make(ChangeParticipant(person(study, "Ines"), {"consent": "quote", "consent_until": "2026-03-12"}))
    assert only(study, essay).held == ""
    assert only(study, essay, on=date(2026, 3, 13)).held == "the consent has run out; ask again"
    study.make(ChangeParticipant(person(study, "Ines"), {"consent": "withdrawn"}))
    assert (only(study, essay).shown, only(study, essay).words) == (None, "")


def test_an_essay_for_the_team_prints_what_outsiders_may_not_read(study: Project, essay: str, quote: Quote) -> None:
    quote("I sleep.")
    study.make(ChangeParticipant(person(study, "Ines"), {"consent": "team only"}))
    assert only(study, essay).held == "for the study team only"
    study.make(ChangeEssay(essay, audience=Audience.TEAM))
    assert only(study, essay).held == ""


def test_words_of_several_people_stand_by_turns_and_a_turn_left_out_is_nobodys(
    study: Project, essay: str, quote: Quote
) -> None:
    passage = INES[INES.index("I hadn’t slept") : INES.index(" for it.")]
    quote(passage)
    study.make(ChangeParticipant(person(study, "Ines"), {"consent": "quote"}))
    found = only(study, essay)
    assert found.words.startswith("Ines: I hadn’t slept")
    assert " Interviewer: Mm. Ines: And I never once" in found.words
    document = open_document(study.conn, found.document_id)
    assert document is not None
    study.make(TrimQuote(found.id, found.trim.leave_out(document.text, span_of(document.text, "Mm."))))
    assert only(study, essay).words.endswith("like a dog. […] Ines: And I never once took a tablet")
    start = document.text.index("I said to Quarrington")
    cut = Span(start, document.text.index("And I never"))
    study.make(TrimQuote(found.id, found.trim.leave_out(document.text, cut)))
    assert only(study, essay).words.endswith("and now I do. […] Ines: And I never once took a tablet")


def test_who_is_left_out_of_a_quote_does_not_hold_it_back(
    study: Project, essay: str, bring_in: Callable[..., str]
) -> None:
    text = "Ada: I came alone.\nBen: Me too, nobody asked.\nAda: And I stayed.\n"
    document = bring_in(text, "Focus group", Kind.FOCUS_GROUP)
    study.make(ChangeParticipant(person(study, "Ada"), {"consent": "quote"}))
    kept = KeepQuote(document, Span(text.index("I came"), text.index("stayed")), essay_id=essay)
    study.make(kept)
    assert only(study, essay).held == "no consent is recorded"
    study.make(TrimQuote(kept.id, Trim().leave_out(text, span_of(text, "Me too, nobody asked."))))
    found = only(study, essay)
    assert (found.held, len(found.citation.people)) == ("", 1)
    assert "Me too" not in found.words


def test_real_names_are_replaced_in_what_is_printed_and_in_own_words(
    study: Project, essay: str, quote: Quote
) -> None:
    def trim(made: Trim, text: str) -> Trim:
        return made.put_in(text, span_of(text, "like a dog"), "as Quarrington does").leave_out(
            text, span_of(text, "I said to")
        )

    quote("and now I do. I said to Quarrington, I sleep like a dog.", trim)
    study.keep_names([Name("Quarrington", "Zed")])
    assert only(study, essay).words == "and now I do. […] Zed, I sleep [as Zed does]."


def test_what_a_trim_loses_and_what_changed_is_looked_at(study: Project, essay: str, quote: Quote) -> None:
    quote("I will not be helped", lambda made, text: made.leave_out(text, span_of(text, "not be")))
    found = only(study, essay)
    assert (found.state, found.lost.words) == ("see", ("not",))
    assert found.look == ("This leaves out “not”: look whether it still says what was said.",)


def test_of_a_quote_that_was_withdrawn_no_word_is_told_anywhere(study: Project, essay: str, quote: Quote) -> None:
    quote("never once took a tablet", lambda trim, text: trim.leave_out(text, span_of(text, "never")))
    (before,) = outline(study.conn, essay, TODAY).quotes
    study.make(RecordAnswer(before.id, Answer.CHANGED, words="I never took one"))
    (before,) = outline(study.conn, essay, TODAY).quotes
    assert before.lost.words == ("never",)
    assert "I never took one" in " ".join(before.look)
    (person,) = study.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Ines'").fetchone()
    study.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    (part,) = outline(study.conn, essay, TODAY).quotes
    assert (part.words, part.look, part.lost.words, part.trim, part.checked.words) == ("", (), (), Trim(), "")
    assert part.held == "has withdrawn"
    assert part.checked.answer is Answer.CHANGED


def test_memos_on_an_essay_stand_with_it(study: Project, essay: str, quote: Quote) -> None:
    study.make(WriteMemo("Send it to Bem", "question", MemoTarget("essay", essay)))
    found = outline(study.conn, essay, TODAY)
    assert [(memo.kind, memo.body) for memo in found.memos] == [("question", "Send it to Bem")]
    assert outline(study.conn, None, TODAY).memos == ()


def test_codes_and_memos_of_a_passage_stand_beside_it(
    study: Project, essay: str, quote: Quote, code_it: Callable[..., str]
) -> None:
    kept = quote("It was a card on the board")
    ines, will = (row[0] for row in study.conn.execute("SELECT id FROM document ORDER BY name"))
    code_it(ines, "a card on the board in the chemist’s", "1.2")
    code_it(ines, "I sleep.", "3.1")
    code_it(will, "Somebody with a van.", "1.1")
    study.make(WriteMemo("Turns the essay.", about=MemoTarget("quote", kept)))
    found = only(study, essay)
    assert found.codes == ("1.2 Routes in",)
    assert [memo.body for memo in found.memos] == ["Turns the essay."]


def test_a_style_tells_what_stands_after_a_quote_and_never_what_may_not_be_printed(
    study: Project, essay: str, quote: Quote
) -> None:
    quote("I sleep.")
    role, village = AddAttribute(NewAttribute("role", printable=True)), AddAttribute(NewAttribute("village"))
    for attribute in (role, village):
        study.make(attribute)
    study.make(ChangeParticipant(person(study, "Ines"), {}, {"role": "peer", "village": "Osmotherley"}))
    assert only(study, essay).citation.text == "Ines, peer"
    short = only(study, essay).short_id
    for style, text in (
        (CitationStyle(attributes=()), "Ines"),
        (CitationStyle(attributes=(village.id, role.id), where=Where.TURN), "Ines, peer, turn 4"),
        (CitationStyle(pseudonym=False, excerpt_id=True), f"peer, {short}"),
    ):
        study.make(SetCitationStyle(style))
        assert only(study, essay).citation.text == text
    study.make(SetCitationStyle(CitationStyle(), essay))
    assert only(study, essay).citation.text == "Ines, peer"
    study.make(SetCitationStyle(None, essay))
    assert only(study, essay).citation.text == f"peer, {short}"


def test_evidence_is_cited_in_brackets_and_listed_with_what_else_the_essay_cites(
    study: Project, essay: str, bring_in: Callable[..., str]
) -> None:
    quoted = bring_in("Peer support works.", "Okoro", Kind.EVIDENCE)
    other = bring_in("It depends.", "Finch", Kind.EVIDENCE)
    told = {"authors": "Okoro, A.; Finch, B.", "year": "2019", "title": "Peers", "publisher": "Lab", "doi": "10.1/x"}
    study.make(ChangeDocumentDetails(quoted, reference=told))
    study.make(KeepQuote(quoted, Span(0, 19), essay_id=essay))
    study.make(CiteEvidence(essay, other))
    found: Outline = outline(study.conn, essay, TODAY)
    assert found.quotes[0].citation.text == "(Okoro and Finch, 2019)"
    assert [(one.entry, one.quoted) for one in found.evidence] == [
        ("", False),
        ("Okoro, A. and Finch, B. (2019) Peers. Lab. https://doi.org/10.1/x", True),
    ]


def test_a_short_id_finds_its_quote_for_life(study: Project, essay: str, quote: Quote) -> None:
    first, second = quote("I sleep."), quote("Somebody with a van.")
    ids = QuoteIds(study.conn)
    assert ids.of(first) != ids.of(second)
    assert [one.row_id for one in all_named(study.conn, ids.of(first).upper())] == [first]
    assert all_named(study.conn, "xnothing") == ()


def test_two_quotes_whose_short_ids_would_agree_have_longer_ones(study: Project, essay: str) -> None:
    (document_id,) = study.conn.execute("SELECT id FROM document ORDER BY name").fetchone()
    alike = [f"01900000-0000-7000-80{number}0-00aaaaaaaaaa" for number in (1, 2)]
    for start, own in enumerate(alike, start=14):
        study.make(KeepQuote(document_id, Span(start, start + 9), id=own, essay_id=essay))
    ids = QuoteIds(study.conn)
    first, second = (ids.of(one) for one in alike)
    assert first != second and len(first) > 9 and first[-8:] == second[-8:]
    assert [one.row_id for short in (first, second) for one in all_named(study.conn, short)] == alike


NAMES = Names([Name("Ana Lima", "Zed"), Name("Bo", "Kim")])
SAID = "then Ana Lima met Bo, and Ana Lima left Bo."


@given(st.lists(st.tuples(st.integers(0, len(SAID)), st.integers(0, len(SAID)), st.booleans()), max_size=4))
def test_no_trim_lets_a_name_through_or_part_of_one(cuts: list[tuple[int, int, bool]]) -> None:
    found: list[tuple[int, int, str]] = []
    here = 0
    for first, last, own in sorted((min(a, b), max(a, b), own) for a, b, own in cuts):
        if here <= first and (first < last or own):
            found.append((first, last, "[Bo’s]" if own else "[…]"))
            here = last
    line = Line("P03", SAID, trim=Splices.of(found))
    (cleared,) = clear([Verbatim("x", (line,), ())], Audience.TEAM, on=TODAY, names=NAMES).cleared
    assert not any(word in cleared.text for word in ("Ana", "Lima", "Bo"))
    said = {SAID[start:end] for start in range(len(SAID)) for end in range(start, len(SAID) + 1)}
    bare = cleared.text
    for shown in ("[Kim’s]", "[…]", "Zed", "Kim"):
        bare = bare.replace(shown, " ")
    assert all(word in said for word in bare.split())


GROUP = "Ada: I came alone.\nInterviewer: Mm.\nBen: Me too, nobody asked me.\nAda: And I stayed.\n"


@given(st.data())
def test_whatever_is_trimmed_of_several_turns_prints_just_what_is_left_of_each(data: st.DataObject) -> None:
    document = _opened(GROUP)
    ends = sorted(data.draw(st.lists(st.integers(0, len(GROUP)), min_size=2, max_size=2, unique=True)))
    span = Span(*ends)
    trim = data.draw(trims(GROUP)).within(span)
    verbatim = verbatim_of_quote("x", document, span, trim, {}, None, Audience.TEAM)
    (cleared,) = clear([verbatim], Audience.TEAM, on=TODAY, names=Names(())).cleared
    if not turns_in(document.turns, span):
        return
    shown = "".join(without_brackets(line.words) for line in cleared.lines)
    kept = kept_spans(span, trim)
    left = "".join(spoken_in(GROUP, turn.span, one).of(GROUP) for turn in document.turns for one in kept)
    assert shown.replace(" ", "") == left.replace(" ", "")


def _opened(text: str) -> OpenDocument:
    """A document with a turn for each line."""
    return OpenDocument("d", "Group", None, "focus group", "v", text, transcript_of(text).turns, (), {}, "new")
