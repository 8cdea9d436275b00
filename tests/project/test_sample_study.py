"""The shipped sample: whole, fictional, and enough to look round in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import sample
from qualcode.codebooks.csv_files import COLUMNS, read_csv
from qualcode.participants import files as participant_files
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.project.beginning import begin_demo, begin_study, file_stem
from qualcode.project.doctor import study_report
from qualcode.project.placing import read_placements
from qualcode.project.project import Project


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with Project.open(begin_demo(tmp_path_factory.mktemp("demo")), back_up=False) as project:
        yield project


def test_every_shipped_table_has_a_reader() -> None:
    for path in sorted((sample.folder() / "codebooks").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            headings = next(csv.reader(file))
        if "participant" in headings:
            assert participant_files.read_csv(path).rows
        elif "words" in headings:
            assert len(read_placements(path)) >= 120
        else:
            assert set(headings) == {*COLUMNS} - {"colour"}  # those of its places in the tree
            assert read_csv(path)


@pytest.mark.parametrize("name", ["peer-support", "lab-learning"])
def test_both_codebooks_say_what_every_code_means(name: str) -> None:
    rows = read_csv(sample.folder() / "codebooks" / f"{name}.csv")
    assert len({row.id for row in rows}) == len(rows)
    assert len({(row.area, row.index) for row in rows}) == len(rows)
    for row in rows:
        assert all((row.id, row.area, row.index, row.definition)), row.name
        if not row.is_area:
            assert all((row.use_when, row.do_not_use_when, row.example)), row.name


def test_the_codebook_has_the_four_challenge_areas_and_a_context_outside_the_totals() -> None:
    areas = [row for row in read_csv(sample.folder() / "codebooks" / "peer-support.csv") if row.is_area]
    assert [area.name for area in areas if area.in_totals] == [
        "Access",
        "Culture and buy-in",
        "Evidence",
        "Workforce",
    ]
    assert [area.name for area in areas if not area.in_totals] == ["Context"]


def test_the_demo_is_coded_by_two_people_across_every_area(demo: Project) -> None:
    codings, coders, areas = demo.conn.execute(
        "SELECT count(*), count(DISTINCT coder_id), count(DISTINCT substr(code.idx, 1, 1)) FROM coding_seen c "
        "JOIN code ON code.id = c.code_id"
    ).fetchone()
    assert codings == len(read_placements(sample.folder() / "codebooks" / "sample-codings.csv")) >= 120
    assert coders == 2
    assert areas >= 4


def test_the_demo_shows_every_state_of_consent(demo: Project) -> None:
    held = {row[0] for row in demo.conn.execute("SELECT consent FROM participant WHERE deleted_at IS NULL")}
    assert held == set(map(str, Consent))
    assert demo.conn.execute("SELECT count(*) FROM participant WHERE consent_until IS NOT NULL").fetchone()[0] >= 1


def test_every_interview_is_long_enough_to_read_and_says_that_it_is_fictional(demo: Project) -> None:
    for name, kind, words in demo.conn.execute(
        "SELECT d.name, d.kind, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256"
    ):
        source = next((sample.folder() / "transcripts").glob(f"{name}.*"))
        if kind == "interview":
            assert len(words.split()) >= 1500, name
        said = words + (source.read_text(encoding="utf-8") if source.suffix != ".docx" else "")
        assert "fictional" in said.casefold(), name


def test_the_demo_is_sound(demo: Project, tmp_path: Path) -> None:
    assert study_report(begin_demo(tmp_path / "another")).faults == ()


def test_the_demo_keeps_out_of_the_programs_own_folders() -> None:
    top = sample.folder()
    for inside in (top, top / "transcripts", top / "codebooks" / "deeper", Path(sample.__file__).parent / "cli"):
        with pytest.raises(Problem, match="own folders"):
            begin_demo(inside)


def test_a_second_demo_leaves_the_study_as_it_is(tmp_path: Path) -> None:
    path = begin_demo(tmp_path / "demo")
    before = path.read_bytes()
    assert begin_demo(tmp_path / "demo") == path
    assert path.read_bytes() == before


def test_the_demo_takes_in_only_its_own_transcripts(tmp_path: Path) -> None:
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "my own interview.txt").write_text("P03: Private.\n", encoding="utf-8")
    with Project.open(begin_demo(tmp_path), back_up=False) as project:
        names = {row[0] for row in project.conn.execute("SELECT name FROM document")}
    assert "my own interview" not in names


def test_a_study_begins_with_its_folders_or_not_at_all(tmp_path: Path) -> None:
    path = begin_study("Peer: support?", tmp_path / "a", peer_support=True)
    assert path.name == "Peer- support.qualcode"
    assert {place.name for place in (tmp_path / "a").iterdir() if place.is_dir()} == {
        "transcripts", "codebooks", "exports",
    }  # fmt: skip
    with pytest.raises(Problem, match="there already"):
        begin_study("Peer: support?", tmp_path / "a")
    with pytest.raises(Problem, match="needs a title"):
        begin_study("  ", tmp_path / "b")
    with pytest.raises(Problem, match="no file"):
        begin_study("Other", tmp_path / "b", tmp_path / "gone.csv")
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(("title", "stem"), [("a/b\\c:d", "a-b-c-d"), ("..", "study"), ("x" * 200, "x" * 80)])
def test_a_title_makes_a_file_name_that_any_computer_takes(title: str, stem: str) -> None:
    assert file_stem(title) == stem
