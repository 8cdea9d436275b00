"""A surname of a listed person that stands alone does not go outside; a word that is no name too stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.edits.memos import WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.choices import ReportChoices
from qualcode.exports.files import Written, put
from qualcode.exports.gather import report
from qualcode.exports.leaving import leaving, release
from qualcode.exports.markdown import text as as_markdown
from qualcode.participants.disclosure import Audience
from qualcode.participants.name_parts import parts_alone, unlisted_parts
from qualcode.participants.names import Name, Names, Variant, What
from qualcode.problem import Problem
from qualcode.project.names_sought import parts_said, say_no_names
from qualcode.project.project import Project

ZOFIA = Name("Zofia Kaczmarek", "Anna Lee")


def parts(*names: Name) -> set[str]:
    return {one.real for one in unlisted_parts(Names(names))}


def test_what_of_a_name_tells_a_person_alone() -> None:
    assert parts(ZOFIA) == {"Zofia", "Kaczmarek"}
    assert parts(Name("Dr. José van der Müller", "Anna Lee")) == {"José", "Müller"}
    assert parts(Name("Zofia K.", "Anna"), Name("Kaczmarek", "Lee")) == {"Zofia"}
    assert parts(Name("Zofia Kaczmarek", "Anna Lee", variants=(Variant("Kaczmarek", "Lee"),))) == {"Zofia"}
    assert parts(Name("Royal Infirmary", "[hospital]", What.ORGANISATION)) == set()
    assert parts(Name("Zofia Kaczmarek", "Zofia Lee")) == {"Kaczmarek"}, "it stands in what is shown"


def test_a_part_is_one_only_where_it_stands_alone_with_a_capital() -> None:
    names = Names([ZOFIA, Name("Hope Will", "Tom Bell")])
    found = parts_alone(names, ["Zofia Kaczmarek and Mrs KACZMAREK’s. Kaczmarek, Zofia: I will hope. Hope came."])
    assert {(one.part, one.count, one.ordinary) for one in found} == {
        ("Kaczmarek", 2, False),
        ("Zofia", 1, False),
        ("Hope", 1, True),
    }


@pytest.fixture
def told(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> Project:
    """A study with a passage that may be quoted, and whose surname came after the name was listed."""
    project.keep_names([ZOFIA, Name("Hope Baker", "Ruth Bell")])
    document = bring_in("Interviewer: Who?\nP03: Mrs Kaczmarek came in Hope, I hope.\n", "P03 interview")
    code_it(document, "Mrs Kaczmarek came in Hope, I hope.", "1.1")
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    project.make(ChangeParticipant(person, {"consent": "quote"}, {}))
    project.make(WriteMemo("Nobody"))
    return project


def written(project: Project, clock: FixedClock, audience: Audience, path: Path) -> list[str]:
    value = project.read_copy(report, ReportChoices(audience), clock.now())
    with leaving(project.names, value) as going:
        put(as_markdown(value).encode(), path)
    return going.sentences


def test_a_surname_alone_stops_a_report_for_outside_and_is_said_with_one_for_the_team(
    told: Project, clock: FixedClock, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="a part of a listed name") as refused:
        written(told, clock, Audience.OUTSIDE, tmp_path / "out.md")
    assert "Mrs Lee came" in str(refused.value.detail) and "Kaczmarek" not in str(refused.value)
    assert not (tmp_path / "out.md").exists()
    (said,) = (one for one in written(told, clock, Audience.TEAM, tmp_path / "team.md") if "part of a listed" in one)
    assert "Mrs Lee came" in said and "Kaczmarek" not in said


def test_once_the_surname_is_listed_or_said_to_be_none_the_report_goes_and_tells_of_words_that_are_names_too(
    told: Project, clock: FixedClock, tmp_path: Path
) -> None:
    say_no_names(told, ["Kaczmarek"])
    (said,) = (one for one in written(told, clock, Audience.OUTSIDE, tmp_path / "a.md") if "another word too" in one)
    assert "1 place" in said
    told.keep_names([*told.names, Name("Kaczmarek", "Lee")])
    assert any("another word too" in one for one in written(told, clock, Audience.OUTSIDE, tmp_path / "b.md"))
    assert "Mrs Lee came in Hope" in (tmp_path / "b.md").read_text(encoding="utf-8")


def test_what_comes_in_says_which_parts_of_listed_names_it_holds(told: Project, bring_in: Callable[..., str]) -> None:
    held = [row[0] for row in told.conn.execute("SELECT id FROM document")]
    assert "“Kaczmarek” (1 place)" in parts_said(told.conn, held)
    other = bring_in("Interviewer: Who?\nP04: Zofia Kaczmarek came.\n", "P04 interview")
    assert parts_said(told.conn, [other]) == ""


def test_a_writer_that_is_told_who_reads_lets_no_surname_out_either(told: Project, tmp_path: Path) -> None:
    def write(path: Path, *, audience: Audience) -> Written:
        return put(f"What Kaczmarek said, for {audience}.".encode(), path)

    release(told.names, write, tmp_path / "team.md", audience=Audience.TEAM)
    with pytest.raises(Problem, match="a part of a listed name"):
        release(told.names, write, tmp_path / "out.md", audience=Audience.OUTSIDE)
    assert [one.name for one in tmp_path.glob("*.md")] == ["team.md"]
