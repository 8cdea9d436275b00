"""What two people make of one list at the same time is put together, and hides whatever either of them hides."""

from __future__ import annotations

from qualcode.participants.name_merging import merged, widened, with_ways_known
from qualcode.participants.names import Name, Names, Variant

MARY = Name("Mary Smith", "Anna Jones", variants=(Variant("Mary"),))
ZED = Name("Zed", "Tom")


def of(name: Name, *forms: str, shown: str = "Anna Jones", as_written: bool = False) -> Name:
    return Name(name.real, shown, variants=tuple(map(Variant, forms)), as_written=as_written)


def test_what_only_one_of_them_changed_is_as_they_want_it() -> None:
    assert merged([MARY, ZED], [MARY, ZED], [of(MARY)]) == [of(MARY)]
    assert merged([MARY], [MARY, ZED], [MARY]) == [MARY, ZED]
    assert merged([MARY, ZED], [MARY], [MARY, ZED]) == [MARY], "the other took it off"


def test_a_name_that_both_changed_is_shown_as_the_later_wants_and_keeps_the_form_that_the_other_found() -> None:
    there = of(MARY, "Mary", "Mae")
    for wanted, kept in (
        (of(MARY, "Mary", shown="Ruth"), of(MARY, "Mary", "Mae", shown="Ruth")),
        (of(MARY), of(MARY, "Mae")),
    ):
        assert list(Names(merged([MARY], [there], [wanted]))) == list(Names([kept]))
    assert merged([MARY], [there], []) == [there], "what the other made of it was not seen"


def test_a_name_that_both_put_on_is_hidden_wherever_either_hides_it() -> None:
    both = merged([], [of(ZED, "Zeddy")], [of(ZED, shown="Tom", as_written=True)])
    assert list(Names(both)) == [of(ZED, "Zeddy", shown="Tom")]
    here, there = (Name("Zed", shown, documents=frozenset({one})) for shown, one in (("Tom", "d1"), ("Bob", "d2")))
    assert merged([], [there], [here]) == [there, here], "they are two people"


def test_a_name_given_anew_keeps_its_forms_and_may_change_what_is_shown_for_them() -> None:
    assert with_ways_known(of(MARY, shown="Ruth"), [MARY, ZED]) == of(MARY, "Mary", shown="Ruth")
    given = Name("Mary Smith", "Ruth", variants=(Variant("mary", "R."),))
    assert with_ways_known(given, [MARY]) == given


def test_a_name_put_back_joins_all_names_of_the_list_that_have_one_of_its_forms() -> None:
    again = Name("Mary Smith", "Anna Jones", variants=(Variant("Mary"), Variant("Smith")))
    found = Names(widened([Name("Mary", "Ann"), Name("Smith", "Bell"), ZED], [again]))
    assert found.show("Mary Smith, Mary, Smith and Zed") == "Anna Jones, Ann, Bell and Tom"
