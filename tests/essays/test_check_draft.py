"""A draft proven against the study: how each quotation stands to what was said, and whose words it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.documents import documents
from qualcode.edits.answers import PrintAlthough
from qualcode.edits.essays import NewEssay
from qualcode.edits.quotes import DropQuote, KeepQuote, RecordAnswer, TrimQuote
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.essay import Answer
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from tests.conftest import span_of
from tests.essays.conftest import INES, SLEPT, TODAY, WILL, Check, CheckOne, block, may_be_quoted, sentences, troubles


def test_words_as_they_were_said_are_exact_and_their_place_is_named(check_one: CheckOne) -> None:
    finding = check_one(f"She was plain: “{SLEPT}” (Ines)")
    assert (finding.found, troubles(finding)) == ("exact", [])
    (source,) = finding.sources
    assert (source.document, source.turn, source.who) == ("Ines interview", 4, ("Ines",))
    assert source.span.of(INES) == SLEPT[:-1]


@pytest.mark.parametrize(
    "typed",
    [
        '"I hadn\'t slept through since my sister died, and now I do"',
        "‘I hadn’t slept through since my sister died, and now I do’",
        "“I hadn’t slept\nthrough since\tmy sister died, and now I do…”",
        "“[…] I hadn’t slept through since my sister died, and now I do […]”",
        "“i hadn’t slept through since my sister died, and now I do”",
        "“It was a card on the board in the chemist’s — half behind a poster”",
    ],
)
def test_how_it_is_typed_makes_no_difference_but_a_dash_for_a_comma_does(check_one: CheckOne, typed: str) -> None:
    finding = check_one(f"She said {typed}.")
    assert troubles(finding) == (["other punctuation"] if "—" in typed else [])


def test_what_a_transcript_has_in_brackets_may_be_left_out_or_kept(check_one: CheckOne) -> None:
    for words in ("So I sent myself because nobody else", "So I sent myself (laughs) because nobody else"):
        assert (check_one(f"“{words}”").found, troubles(check_one(f"“{words}”"))) == ("exact", [])


def test_a_pause_that_was_written_down_may_be_left_out(check_one: CheckOne) -> None:
    finding = check_one("“That’s the short of it. I hadn’t slept through since my sister died”")
    assert (finding.found, troubles(finding)) == ("exact", ["other punctuation"])
    assert troubles(check_one("“That’s the short of it I hadn’t slept through”")) == []


def test_cuts_and_own_words_in_brackets_are_the_writers(check_one: CheckOne) -> None:
    for words in (
        "It was a card […] half behind a poster",
        "It was a card (...) half behind a poster",
        "It was a card … half behind a poster",
        "[I]t was a card on the [notice] board in the chemist’s",
        "since my sister died, and now [she sleeps]",
        "nobody else was going to send me […] I sleep",
    ):
        finding = check_one(f"“{words}”")
        assert (finding.found, troubles(finding)) == ("trimmed", []), words


def test_a_short_cut_that_takes_a_word_like_not_is_told(check_one: CheckOne) -> None:
    for words, lost in (
        ("I will […] be helped by somebody", "not"),
        ("And I […] took a tablet for it", "never” and “once"),
        ("And I [often] took a tablet for it", "never” and “once"),
        ("I will not be helped by somebody who has […] decided", ""),
        ("nobody else was going to send me […] I never once took a tablet", ""),
    ):
        finding = check_one(f"“{words}”")
        assert finding.found == "trimmed", words
        told = f"It leaves out “{lost}”: look whether it still says what was said." if lost else ""
        assert sentences(finding) == told, words


@pytest.mark.parametrize(
    ("words", "put_in"),
    [
        ("I [do not] sleep like a dog", "not"),
        ("And I [never] once took a tablet for it", ""),  # which is said there
        ("[Nobody] I said to Quarrington, I sleep like a dog", "Nobody"),
        ("It was a card […] [not] half behind a poster", "not"),
        ("It was a card on [20] board in the chemist’s", "20"),
        ("It was a card on [the notice] board in [W03] the chemist’s", ""),
        ("somebody who has already decided that I am [un]grateful", ""),
    ],
)
def test_a_word_like_not_that_the_writer_puts_in_is_told(check_one: CheckOne, words: str, put_in: str) -> None:
    finding = check_one(f"“{words}”")
    assert finding.found == "trimmed"
    told = f"It puts in “{put_in}”: look whether it still says what was said." if put_in else ""
    assert sentences(finding) == told
    assert troubles(finding) == (["own words that may change the sense"] if put_in else [])


def test_a_changed_word_is_shown_beside_the_one_that_was_said(check_one: CheckOne) -> None:
    finding = check_one("“I hadn’t slept well since my sister died, and now I do.”")
    assert troubles(finding) == ["altered"]
    assert sentences(finding) == "“well” stands for “through”."


def test_words_added_and_left_out_are_shown(check_one: CheckOne) -> None:
    finding = check_one("“I never took a single tablet for it”")
    assert sentences(finding) == "“once” was left out; “single” was added."


def test_a_word_left_out_of_a_cut_quotation_is_found(check_one: CheckOne) -> None:
    finding = check_one("“It was a card on the board […] so I sent because nobody else was going to send me”")
    assert troubles(finding) == ["altered"]
    assert sentences(finding) == "“myself” was left out."


def test_a_part_that_was_never_said_is_shown_as_added(check_one: CheckOne) -> None:
    finding = check_one("“It was a card on the board […] and the moon was made of cheese”")
    assert troubles(finding) == ["altered"]
    assert "“and the moon was made of cheese” was added" in sentences(finding)


def test_words_nobody_said_are_not_found(check_one: CheckOne) -> None:
    finding = check_one("“The committee regrets the delay to your application.”")
    assert (finding.found, troubles(finding)) == ("not found", ["not found"])
    assert finding.sources == ()


def test_words_from_two_people_are_joined(check_one: CheckOne) -> None:
    finding = check_one("“I never once took a tablet for it. Somebody who needs me for something.”")
    assert troubles(finding)[0] == "joined from two places"
    assert sentences(finding).startswith("Its parts come from “Ines interview” and “Will interview”.")


def test_words_from_two_places_of_one_document_are_joined_where_nothing_says_so(check_one: CheckOne) -> None:
    finding = check_one("“I didn’t, not for years. I said to Quarrington, I sleep like a dog.”")
    assert troubles(finding) == ["joined from two places"]
    assert "nothing says so" in sentences(finding)


def test_parts_in_another_order_are_joined(check_one: CheckOne) -> None:
    finding = check_one("“I sleep like a dog […] It was a card on the board”")
    assert troubles(finding) == ["joined from two places"]
    assert "another order" in sentences(finding)


def test_a_cut_over_many_words_joins_what_is_far_apart(study: Project, bring_in: Callable[..., str]) -> None:
    filling = " ".join(f"word{number}" for number in range(400))
    bring_in(f"Moss: The first of it was rain. {filling} The last of it was snow.\n", "Moss interview")
    may_be_quoted(study, "Moss")
    text = "“The first of it was rain […] The last of it was snow” (Moss)"
    (finding,) = study.read(check_draft, Draft("a.txt", (Paragraph(text),)), on=TODAY).findings
    assert troubles(finding) == ["joined from two places"]
    assert "400 words" in sentences(finding)


def test_indented_words_that_nobody_said_are_no_quotation(check: Check) -> None:
    other = Paragraph("This is how the work was organised over two years.", set_apart=SetApart.INDENTED)
    assert check(other).findings == ()
    assert troubles(check(block(other.words)).findings[0]) == ["not found"]
    assert len(check(Paragraph(SLEPT, set_apart=SetApart.INDENTED)).findings) == 1


def test_few_words_are_told_only_where_they_stand_once(check_one: CheckOne) -> None:
    assert check_one("They were “very kind”.").found == "too short to tell"
    assert check_one("Somebody with “a van”.").found == "exact"
    assert check_one("We call it “peer support”.").found == "too short to tell"
    assert troubles(check_one("“peer support” (Ines)")) == ["not found"]


def test_words_may_begin_in_one_turn_and_end_in_another(check_one: CheckOne) -> None:
    finding = check_one("“I sleep like a dog. Mm. And I never once took a tablet”")
    assert finding.found == "exact"
    assert troubles(finding) == ["an interviewer’s words"]
    without = check_one("“I sleep like a dog. And I never once took a tablet for it”")
    assert (without.found, troubles(without)) == ("exact", [])
    assert without.notes == ("An interviewer’s “Mm.” in between is left out.",)


def test_a_passage_quoted_twice_or_kept_is_noted(study: Project, check: Check) -> None:
    document = documents(study.conn)[0].id
    study.make(KeepQuote(document, span_of(INES, "I never once took")))
    first, second = check("“And I never once took a tablet”", "As above: “never once took a tablet for it”").findings
    assert first.notes == ("It is among the quotes kept.", "Also quoted in paragraph 2.")
    assert second.notes[-1] == "Also quoted in paragraph 1."
    assert not first.troubles and not second.troubles


def test_a_quote_trimmed_as_it_was_recorded_is_told_from_others(study: Project, check_one: CheckOne) -> None:
    document = documents(study.conn)[0].id
    quote = KeepQuote(document, span_of(INES, "And I never once took a tablet for it."))
    study.make(quote)
    study.make(TrimQuote(quote.id, Trim().leave_out(INES, span_of(INES, " never once"))))
    same = check_one("“And I […] took a tablet for it”")
    assert (same.found, troubles(same)) == ("trimmed as recorded", [])
    other = check_one("“And I […] took a tablet”")
    assert (other.found, troubles(other)) == ("trimmed", ["a cut that may change the sense"])


def test_where_else_a_quote_is_used_is_noted_and_what_its_speaker_refused_is_a_problem(
    study: Project, check_one: CheckOne
) -> None:
    document = documents(study.conn)[0].id
    essay = NewEssay("Going in")
    study.make(essay)
    quote = KeepQuote(document, span_of(INES, "I never once took a tablet"), essay_id=essay.id)
    study.make(quote)
    assert check_one("“I never once took a tablet for it”").notes == ("It stands in the essay “Going in”.",)
    study.make(RecordAnswer(quote.id, Answer.REFUSED, TODAY))
    finding = check_one("“I never once took a tablet for it”")
    assert sentences(finding) == "The person was asked and said no on 12 March 2026."
    assert troubles(finding) == ["refused by the person"]


def test_a_refused_quote_that_was_dropped_or_trimmed_is_a_problem_still_and_one_that_is_overridden_is_none(
    study: Project, check_one: CheckOne
) -> None:
    document = documents(study.conn)[0].id
    quote = KeepQuote(document, span_of(INES, "And I never once took a tablet for it"))
    study.make(quote)
    study.make(RecordAnswer(quote.id, Answer.REFUSED, TODAY))
    study.make(TrimQuote(quote.id, Trim().leave_out(INES, span_of(INES, "And I never once took"))))
    assert troubles(check_one("“And I never once took”")) == ["refused by the person"]
    study.make(DropQuote(quote.id))
    assert troubles(check_one("“And I never once took a tablet for it”")) == ["refused by the person"]
    again = KeepQuote(document, span_of(INES, "never once took a tablet"))
    study.make(again)
    study.make(PrintAlthough(again.id, "agreed by e-mail"))
    overridden = check_one("“never once took a tablet”")
    assert troubles(overridden) == []
    assert "Printed although the person said no: 1 quote" in overridden.although
    assert troubles(check_one("“never once took a tablet for it”")) == ["refused by the person"]


def test_other_words_are_wanted_until_just_these_are_quoted(study: Project, check_one: CheckOne) -> None:
    document = documents(study.conn)[0].id
    quote = KeepQuote(document, span_of(INES, "And I never once took a tablet for it"))
    study.make(quote)
    study.make(RecordAnswer(quote.id, Answer.CHANGED, TODAY, "I never once took a pill for it."))
    finding = check_one("“And I never once took a tablet for it”")
    assert troubles(finding) == ["other words wanted by the person"]
    assert sentences(finding) == "The person was asked and wants other words on 12 March 2026."
    trim = Trim().leave_out(INES, Span(quote.span.start, quote.span.start + len("And")))
    trim = trim.put_in(INES, span_of(INES, "tablet"), "pill")
    study.make(TrimQuote(quote.id, trim))
    agreed = check_one("“[…] I never once took a [pill] for it”")
    assert (agreed.found, troubles(agreed)) == ("trimmed as recorded", [])
    assert "other words wanted by the person" in troubles(check_one("“I never once took a [potion] for it”"))
    assert "other words wanted by the person" in troubles(check_one("“I never once took a tablet for it”"))


def test_words_that_stood_so_before_the_text_was_changed_are_told(study: Project, check_one: CheckOne) -> None:
    document = documents(study.conn)[0].id
    study.make(ReplaceWords(document, span_of(INES, "a tablet"), "a pill"))
    finding = check_one("“And I never once took a tablet for it”")
    assert sentences(finding) == "“tablet” stands for “pill”."
    assert finding.notes == ("The words stood so before the text was changed.",)


def test_words_of_a_script_without_spaces_are_found(study: Project, bring_in: Callable[..., str]) -> None:
    bring_in("李: 我每天晚上都睡得很好，因为那个小组帮助了我很多。\n", "李")
    may_be_quoted(study, "李")
    for words, wanted in (("我每天晚上都睡得很好", []), ("我每天晚上都睡得不好", ["altered"])):
        (finding,) = study.read(check_draft, Draft("a.txt", (Paragraph(f"他说：“{words}”"),)), on=TODAY).findings
        assert troubles(finding) == wanted


QUOTES = [("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("„", "“")]


@st.composite
def passages(draw: st.DrawFn) -> list[str]:
    """The words of a passage of a participant's turn, at least five of them, as they stand there."""
    turn = draw(
        st.sampled_from([line.partition(": ")[2] for text in (INES, WILL) for line in text.splitlines()][1::2])
    )
    words = turn.split()
    first = draw(st.integers(0, max(len(words) - 6, 0)))
    last = draw(st.integers(min(first + 6, len(words)), len(words)))
    return words[first:last]


LONG = passages().filter(lambda words: len(words) >= 6 and "(laughs)" not in (words[0], words[-1]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=LONG, marks=st.sampled_from(QUOTES), data=st.data())
def test_any_passage_is_exact_in_any_marks_and_over_any_lines(
    check: Check, words: list[str], marks: tuple[str, str], data: st.DataObject
) -> None:
    spaces = data.draw(
        st.lists(st.sampled_from([" ", "\n", "  ", "\t", " "]), min_size=len(words), max_size=len(words))
    )
    typed = "".join(word + space for word, space in zip(words, spaces, strict=True)).strip()
    typed = typed.replace("’", data.draw(st.sampled_from("’'"))) if marks[0] not in "‘'" else typed
    (finding,) = check(f"So {marks[0]}{typed}{marks[1]} it was.").findings
    assert (finding.found, troubles(finding)) == ("exact", [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=LONG, data=st.data())
def test_one_changed_word_is_always_found_and_shown(check: Check, words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(words) - 2))
    changed = [*words]
    changed[place] = "zebra"
    (finding,) = check(f"So “{' '.join(changed)}” it was.").findings
    assert "altered" in troubles(finding)
    assert "zebra" in sentences(finding)
    bare = words[place].strip(".,?()…").replace("…", "")
    assert bare in sentences(finding) or words[place] in ("(laughs)", "…")
