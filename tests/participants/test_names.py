"""Finding real names in what people say, and showing others in their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.names import LeftAsSaid, Name, Names, PublicWords, Variant, is_also_a_word, variants_found
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

MARY = Name("Mary Smith", "Anna Jones", variants=(Variant("Mary", "Anna"), Variant("Smith", "Jones")))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I met Mary Smith there.", "I met Anna Jones there."),
        ("Mary’s dog and Mary's cat", "Anna’s dog and Anna's cat"),
        ("The Smiths came, MARY too, and mary.", "The Joness came, Anna too, and Anna."),
        ("Mary\nSmith", "Anna Jones"),
        (
            "Mary\u00a0Smith, Mary-Smith, interview_mary_smith.docx",
            "Anna Jones, Anna Jones, interview_Anna Jones.docx",
        ),
        ("Rosemary and Maryam at Smithfield", "Rosemary and Maryam at Smithfield"),
        ("Ma\u00adry mary2 mary@nhs.uk", "Anna Anna2 Anna@nhs.uk"),
        ("I saw Mary. Smith came later.", "I saw Anna. Jones came later."),
        ("Máry and Mar\u0301y", "Anna and Anna"),
        ("Ma\u200dry, M\u2060ary, Ma\ufeffry, Ma\u034fry, M\u200eary", "Anna, Anna, Anna, Anna, Anna"),
        ("Mary \u200bSmith, Mary\u200b Smith", "Anna Jones, Anna Jones"),
        ("Marys car, two Marys, the Smi\u00adths, Smith\u00ads", "Annas car, two Annas, the Joness, Joness"),
        ("Mary Smiths and Mary\u00a0Smith’s", "Anna Joness and Anna Jones’s"),
        ("smithy, smithery, Marysville, Smithson", "smithy, smithery, Marysville, Smithson"),
    ],
)
def test_a_name_is_replaced_wherever_it_stands_as_words_of_their_own(said: str, shown: str) -> None:
    assert Names([MARY]).show(said) == shown


@pytest.mark.parametrize(
    ("real", "said"),
    [
        ("José", "Jose’s"),
        ("Jose", "JOSÉ"),
        ("José", "Jose\u0301"),
        ("O’Brien", "O'Brien"),
        ("O'Brien", "O’BRIEN"),
        ("Anne-Marie", "Anne Marie"),
        ("Groß", "GROSS"),
        ("Łukasz", "łukasz"),
        ("İpek", "ipek"),
        ("Ольга", "ОЛЬГА"),
        ("St. Mary", "St Mary"),
        ("St Mary", "St. Mary"),
        ("Ward 7", "ward 7"),
        ("田中", "昨日田中さん"),
        ("민수", "민수는"),
        ("田中", "昨日田\u200b中さん"),
        ("Jones", "the Joneses"),
        ("Finch", "both Finches"),
    ],
)
def test_other_spellings_of_a_name_are_the_name(real: str, said: str) -> None:
    assert "⟦x⟧" in Names([Name(real, "⟦x⟧")]).show(f"and {said}, then")


@pytest.mark.parametrize(("real", "said"), [("Jo", "jos"), ("Ward 7", "wards 7"), ("Smith", "smithes")])
def test_what_only_begins_like_a_name_is_none(real: str, said: str) -> None:
    assert Names([Name(real, "⟦x⟧")]).show(said) == said


def test_a_single_place_can_be_left_as_it_was_said() -> None:
    text = "Mary came. A mary of a day. Mary left."
    start = text.index("mary of")
    left = Names([MARY]).leaving({"d": LeftAsSaid(text, (Span(start, start + 4),))})
    assert left.show(text, "d") == "Anna came. A mary of a day. Anna left."
    assert left.show("A mary of a day.", "d") == "A mary of a day."
    assert left.show("A mary of a day.") == "A Anna of a day.", "elsewhere it is a name"
    assert left.show_part(text, Span(start, start + 9), "d") == "mary of a"
    assert left.show("ary", "d") == "ary"
    assert left.show("Mary", "d") == "Anna"


def test_a_place_left_as_said_hides_no_longer_name_around_it() -> None:
    text = "Mary Smith came."
    left = Names([MARY]).leaving({"d": LeftAsSaid(text, (Span(0, 4),))})
    assert left.show(text, "d") == "Anna Jones came."


def test_words_that_stand_twice_in_the_document_are_replaced_where_nobody_can_tell_which_they_are() -> None:
    text = "Mary. Mary."
    left = Names([MARY]).leaving({"d": LeftAsSaid(text, (Span(0, 4),))})
    assert left.show(text, "d") == "Mary. Anna."
    assert left.show("Mary", "d") == "Anna"


def test_public_words_stay_as_they_are() -> None:
    assert Names([MARY]).show(PublicWords("(Smith, 2019)")) == "(Smith, 2019)"
    assert Names([MARY]).show_all(("Smith", PublicWords("(Smith, 2019)"))) == ("Jones", "(Smith, 2019)")


def test_a_name_that_is_also_a_word_is_taken_as_written() -> None:
    will = Name("Will", "Tom", as_written=True)
    assert Names([will]).show("Will will, said Will’s mother. WILL") == "Tom will, said Tom’s mother. WILL"
    assert is_also_a_word("Will", ["I will."])
    assert not is_also_a_word("Mary", ["Mary will."])


def test_the_longest_name_wins_and_two_that_share_a_word_leave_nothing_of_either() -> None:
    both = Names([MARY, Name("Smith Hall", "the hall")])
    assert both.show("Mary Smith and Smith Hall") == "Anna Jones and the hall"
    assert both.show("Mary Smith Hall") == "Anna Jones the hall"


def test_a_name_can_be_kept_to_some_documents() -> None:
    may = Names([Name("May", "Ann", documents=frozenset({"d1"}))])
    assert may.show("May", "d1") == "Ann"
    assert may.show("May", "d2") == "May"
    assert may.show("May") == "Ann"


def test_a_passage_that_cuts_through_a_name_shows_the_whole_replacement() -> None:
    text = "when Mary Smith came"
    only = Names([Name("Mary Smith", "P07")])
    assert only.show_part(text, Span(0, 9)) == "when P07"
    assert only.show_part(text, Span(10, 20)) == "P07 came"
    assert only.show_part(text, Span(6, 7)) == "P07"


@pytest.mark.parametrize(
    "names",
    [
        [Name("…", "x")],
        [Name("Mary", " ")],
        [Name("Mary", "Anna"), Name("MARY", "Eve")],
        [Name("Mary", "Anna"), Name("Anna", "Eve")],
    ],
)
def test_a_list_that_would_confuse_people_is_refused(names: list[Name]) -> None:
    with pytest.raises(Problem):
        Names(names)


def test_parts_of_a_name_that_stand_alone_are_offered_each_with_its_own_replacement() -> None:
    name = Name("Dr Mary Smith", "Dr Anna Jones")
    found = variants_found(name, ["Dr Mary Smith. Then Mary’s car, Mary again.", "Smithfield"])
    assert found == [(Variant("Mary", "Anna"), 2)]
    assert variants_found(Name("Mary Smith", "P07"), ["Smith said"]) == [(Variant("Smith", "P07"), 1)]
    assert variants_found(Name("Acme Trust", "[a charity]"), ["the Trust"]) == [(Variant("Trust", "[a charity]"), 1)]


WORD = st.sampled_from(["Mary", "Smith", "mary’s", "Smith’s", "Hall", "and", "the", "O’Neil", "É", "mar", "Maryam"])
TEXT = st.lists(st.tuples(WORD, st.sampled_from([" ", ", ", ". ", "\n", " – "])), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
LIST = Names([MARY, Name("Smith Hall", "⟦place⟧"), Name("O'Neil", "⟦him⟧")])


@given(TEXT)
def test_what_is_shown_holds_no_name_of_the_list(text: str) -> None:
    assert LIST.hits(LIST.show(text)) == []


@given(TEXT, st.integers(0, 200), st.integers(0, 200))
def test_parts_of_a_text_show_what_the_whole_shows(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    part = LIST.show_part(text, Span(start, end))
    assert part in LIST.show(text)
    assert LIST.show_part(text, Span(0, len(text))) == LIST.show(text)


@given(TEXT)
def test_what_is_no_name_is_left_as_it_was(text: str) -> None:
    assert LIST.splices(text).inverse(text).apply(LIST.show(text)) == text


PIECE = st.sampled_from(
    ["Mary", "Mary Smith", "mary", "MA\u00adRY", "Zoë", "Zoe\u0308", "Иван", "محمد", "李", "x4", "2", "-", "’s", "_"]
)
NASTY = st.lists(st.tuples(PIECE, st.sampled_from(["", " ", "\n", "\u00a0", "\t", ". "])), max_size=14).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
FOUND_ALL = Names([MARY, Name("Zoë", "⟦z⟧"), Name("Иван", "⟦i⟧"), Name("محمد", "⟦m⟧"), Name("李", "⟦l⟧")])


@given(NASTY, NASTY)
def test_where_a_name_stands_does_not_depend_on_what_stands_on_other_lines(one: str, other: str) -> None:
    alone = [(hit.start, hit.end) for hit in FOUND_ALL.hits(other)]
    moved = [
        (hit.start - len(one) - 2, hit.end - len(one) - 2)
        for hit in FOUND_ALL.hits(f"{one}\n\n{other}")
        if hit.start >= len(one) + 2
    ]
    assert moved == alone


@given(NASTY, st.lists(st.integers(0, 120), max_size=6))
def test_no_name_found_runs_over_the_edge_of_a_turn(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    turns = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    for hit in FOUND_ALL.hits_by_turn(text, turns):
        for turn in turns:
            inside = turn.covers(Span(hit.start, hit.end))
            assert inside or not turn.overlaps(Span(hit.start, hit.end))


def test_a_space_of_no_width_is_a_space_between_the_words_of_a_name() -> None:
    names = Names([Name("Mary Smith", "Ann Lee", variants=(Variant("Smith", "Lee"),))])
    assert names.show("Mary\u200bSmith came, Mrs\u200bSmith too.") == "Ann Lee came, Mrs\u200bLee too."
    assert names.show("Ma\u200bry\u200b Smi\u200bth’s") == "Ann Lee’s"
    assert names.show("(\u200bMary\u200b\u200bSmith\u200b)") == "(\u200bAnn Lee)"
