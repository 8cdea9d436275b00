"""Names that stand in the texts and are on no list are offered, until somebody says that they are none."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.edits.clock import FixedClock
from qualcode.participants.name_candidates import Why
from qualcode.participants.names import Name, What
from qualcode.project.for_good import replace_for_good
from qualcode.project.key_file import key_path
from qualcode.project.names_sought import names_sought, say_no_names
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

TEXT = (
    "Interviewer: Who came?\n"
    "Oxtoby: I rang Mary Quarrington, and then Quarrington’s sister in Ambleford.\n"
    "Interviewer: And Dr Patel?\n"
    "Oxtoby: Nobody else. I went in May.\n"
)


def offered(project: Project) -> list[str]:
    return [one.words for one in names_sought(project.conn).candidates]


def test_names_of_speakers_and_in_what_they_say_are_offered(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in(TEXT, "one")
    bring_in("Found by Zebedee Smythe at once.\n", "a paper", Kind.EVIDENCE)
    found = names_sought(project.conn).candidates
    assert [(one.words, one.why) for one in found] == [
        ("Oxtoby", Why.SPEAKER),
        ("Patel", Why.TITLE),
        ("Mary Quarrington", Why.GIVEN),
        ("Ambleford", Why.WITHIN),
        ("Quarrington", Why.WITHIN),
    ]
    assert found[3].what is What.PLACE


def test_names_on_the_list_are_offered_no_more_whether_it_is_at_hand_or_not(
    project: Project, bring_in: Callable[..., str]
) -> None:
    bring_in(TEXT, "one")
    project.keep_names([Name("Quarrington", "Lee"), Name("Oxtoby", "P03")])
    assert offered(project) == ["Patel", "Ambleford"]
    key_path(project.study_id).unlink()
    assert project.load_names() is not None
    assert offered(project) == ["Patel", "Ambleford"]


def test_an_address_or_a_number_is_offered_until_the_whole_of_it_is_on_the_list(
    project: Project, bring_in: Callable[..., str]
) -> None:
    bring_in("P01: Write to mary.quarrington@example.org or ring 07700 900123, at LS1 4AP.\n", "one")
    details = ["mary.quarrington@example.org", "07700 900123", "LS1 4AP"]
    assert offered(project) == details
    project.keep_names([Name("Quarrington", "Lee")])
    assert offered(project) == details, "of the address only the name would be replaced"
    found = names_sought(project.conn).candidates
    project.keep_names([Name(one.words, one.suggested, one.what) for one in found])
    assert offered(project) == []
    key_path(project.study_id).unlink()
    assert project.load_names() is not None
    assert offered(project) == []
    for shown in ("[e-mail address]", "[telephone number]", "[postcode]"):
        assert shown in {one.suggested for one in found}


def test_a_detail_is_taken_out_of_the_texts_for_good_like_any_name(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("P01: Ring +44 (0)113 496 0123 or (0113) 496 0124.\n", "one")
    names = [Name(one.words, one.suggested, one.what) for one in names_sought(project.conn).candidates]
    project.keep_names(names)
    project.close()
    replace_for_good(project.path, names, clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        (words,) = again.conn.execute("SELECT words FROM text").fetchone()
    assert words == "P01: Ring [telephone number] or [telephone number].\n"


def test_what_somebody_said_to_be_no_name_is_offered_no_more(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in(TEXT, "one")
    say_no_names(project, ["ambleford"])
    say_no_names(project, ["Patel"])
    assert offered(project) == ["Oxtoby", "Mary Quarrington", "Quarrington"]
    project.close()
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert "Ambleford" not in offered(again)


def test_what_stands_for_a_name_is_none_itself_once_it_was_replaced_for_good(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in(TEXT, "one")
    names = [Name("Mary Quarrington", "Anna Lee"), Name("Quarrington", "Lee")]
    project.keep_names(names)
    project.close()
    replace_for_good(project.path, names, "Ana", clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert offered(again) == ["Oxtoby", "Patel", "Ambleford"]
