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
from qualcode.exports.parts_alone import check_parts
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
    assert "“Kaczmarek” in out.md, line " in refused.value.detail and "Mrs Kaczmarek came" in refused.value.detail
    assert "--not WORDS" in refused.value.remedy
    assert not (tmp_path / "out.md").exists()
    (said,) = (one for one in written(told, clock, Audience.TEAM, tmp_path / "team.md") if "part of a listed" in one)
    assert "“Kaczmarek” in team.md, line " in said and "Mrs Kaczmarek came" in said


def test_a_part_of_a_name_that_is_no_word_is_the_name_where_it_is_typed_small(told: Project, tmp_path: Path) -> None:
    names = Names([ZOFIA, Name("Tom Baker", "Ed Lee")])
    typed = ["mrs kaczmarek came", "the kaczmareks", "the kaczmarek gate. Mrs Kaczmarek, and KACZMAREK"]
    assert [(one.part, one.count, one.ordinary) for one in parts_alone(names, typed)] == [("Kaczmarek", 5, False)]
    for number, words in enumerate(typed):
        with pytest.raises(Problem, match="listed name") as refused, leaving(names, Audience.OUTSIDE):
            put(words.encode(), tmp_path / f"{number}.md")
        assert f"“Kaczmarek” in {number}.md" in refused.value.detail
        with pytest.raises(Problem, match="listed name"):
            check_parts(names, [words])


def test_a_part_of_a_name_that_is_a_word_stops_nothing_where_it_stands_small(tmp_path: Path) -> None:
    names = Names([ZOFIA, Name("Tom Baker", "Ed Lee")])
    assert parts_alone(names, ["the baker came"]) == []
    with leaving(names, Audience.OUTSIDE) as going:
        put(b"the baker came, and Baker\n", tmp_path / "a.md")
    assert ["“Baker” in a.md" in one for one in going.sentences] == [True]
    with pytest.raises(Problem, match="a part of a listed name"), leaving(names, Audience.OUTSIDE):
        put(b"Mrs Baker came\n", tmp_path / "b.md")
    with pytest.raises(Problem, match="a part of a listed name"), leaving(names, Audience.OUTSIDE):
        put(b"it was mrs. baker\n", tmp_path / "b.md")
    assert [(one.part, one.ordinary) for one in parts_alone(names, ["mrs baker"])] == [("Baker", False)]


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
    typed = bring_in("Interviewer: who?\nP05: mrs kaczmarek came.\n", "P05 interview")
    assert "“Kaczmarek” (1 place)" in parts_said(told.conn, [typed])
    other = bring_in("Interviewer: Who?\nP04: Zofia Kaczmarek came.\n", "P04 interview")
    assert parts_said(told.conn, [other]) == ""


def test_a_writer_that_is_told_who_reads_lets_no_surname_out_either(told: Project, tmp_path: Path) -> None:
    def write(path: Path, *, audience: Audience) -> Written:
        return put(f"What Kaczmarek said, for {audience}.".encode(), path)

    release(told.names, write, tmp_path / "team.md", audience=Audience.TEAM)
    with pytest.raises(Problem, match="a part of a listed name"):
        release(told.names, write, tmp_path / "out.md", audience=Audience.OUTSIDE)
    assert [one.name for one in tmp_path.glob("*.md")] == ["team.md"]
