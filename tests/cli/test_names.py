"""`qualcode names`: the list of real names, kept apart from the study."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.project.finding import find_study
from qualcode.project.project import Project

Run = Callable[..., Any]

TALK = "Interviewer: Who?\nP03: Mary Smith told me, in Leeds. Mary’s card was there. I will go, said Will.\n"


@pytest.fixture
def study(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study with one interview and a passage coded with a name in it; its folder is the one stood in."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "Study", "--folder", "study", "--peer-support").status == 0
    folder = tmp_path / "study"
    (folder / "transcripts" / "P03.txt").write_text(TALK, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert run("import", "transcripts", "--as", "Ana").status == 0
    return folder


def test_a_name_is_added_listed_previewed_and_taken_off(run: Run, study: Path) -> None:
    done = run("names", "add", "Mary Smith", "Anna Jones")
    assert done.status == 0
    assert "2 places" in done.out
    assert "Mary = Anna" in run("names").out
    (first, _) = json.loads(run("names", "preview", "--json").out)
    assert (first["name"], first["shown"]) == ("Mary Smith", "Anna Jones")
    assert run("names", "remove", "mary smith").status == 0
    assert json.loads(run("names", "--json").out) == []
    assert not list(study.rglob("*.json"))


def test_a_name_that_is_a_word_too_is_said_to_be_one(run: Run, study: Path) -> None:
    assert "--as-written" in run("names", "add", "Will", "Tom").err
    assert "--as-written" not in run("names", "add", "Will", "Tom", "--as-written").err
    assert len(json.loads(run("names", "preview", "Will", "--json").out)) == 1


def test_tables_show_the_replacement(run: Run, study: Path) -> None:
    assert run("names", "add", "P03", "Zed").status == 0
    assert "Zed" in run("documents").out
    assert "P03" not in run("documents").out


def test_the_list_goes_out_and_in_as_a_table_but_never_into_the_study(run: Run, study: Path, tmp_path: Path) -> None:
    run("names", "add", "Mary Smith", "Anna Jones", "--what", "third party", "--also", "Mae", "--document", "P03")
    before = run("names", "--json").out
    refused = run("names", "write", study / "names.csv")
    assert refused.status == 1
    assert not (study / "names.csv").exists()
    out = tmp_path / "away" / "names.csv"
    assert run("names", "write", out).status == 0
    run("names", "remove", "Mary Smith")
    assert run("names", "import", out).status == 0
    assert run("names", "--json").out == before


def test_a_single_place_is_said_to_be_no_name_and_to_be_one_again(run: Run, study: Path) -> None:
    run("names", "add", "Will", "Tom")
    assert run("names", "not-here", "Will", "P03", "9").status == 1
    several = run("names", "not-here", "Will", "P03", "2", "--as", "Ana")
    assert several.status == 1
    assert "--which 1" in several.err
    assert run("names", "not-here", "Will", "P03", "2", "--which", "1", "--as", "Ana").status == 0
    assert [one["left"] for one in json.loads(run("names", "preview", "Will", "--json").out)] == [True, False]
    assert "No name in some places" in run("history").out
    assert run("names", "not-here", "Will", "P03", "2", "--which", "1", "--again", "--as", "Ana").status == 0
    assert [one["left"] for one in json.loads(run("names", "preview", "Will", "--json").out)] == [False, False]


def test_for_good_needs_the_words_and_then_leaves_no_byte_of_the_name(run: Run, study: Path) -> None:
    run("names", "add", "Mary Smith", "Anna Jones")
    refused = run("names", "for-good", "Mary Smith", "--as", "Ana")
    assert refused.status == 1
    assert "Nothing was changed" in refused.err
    done = run("names", "for-good", "Mary Smith", "--as", "Ana", "--agreed", "for good")
    assert done.status == 0
    assert "P03.txt" in done.out, "the file it was imported from still holds the name"
    kept = [file for file in study.rglob("*") if file.is_file() and "qualcode" in file.name]
    assert kept
    assert not any(b"Mary" in file.read_bytes() or b"Smith" in file.read_bytes() for file in kept)
    assert run("doctor").out.rstrip().endswith("The study is sound.")


def test_nothing_to_hide_is_recorded_with_its_reason(run: Run, study: Path) -> None:
    assert run("names", "nothing-to-hide", " ", "--as", "Ana").status == 1
    assert run("names", "nothing-to-hide", "all invented", "--as", "Ana").status == 0
    assert "No name to hide" in run("history").out


def test_nothing_to_hide_is_refused_while_a_name_is_on_the_list(run: Run, study: Path) -> None:
    run("names", "add", "Mary Smith", "Anna Jones")
    refused = run("names", "nothing-to-hide", "all invented", "--as", "Ana")
    assert refused.status == 1
    assert "1 name is on the study’s list" in refused.err
    assert "qualcode names remove" in refused.err
    assert "No name to hide" not in run("history").out
    run("names", "remove", "Mary Smith")
    assert run("names", "nothing-to-hide", "all invented", "--as", "Ana").status == 0


def test_a_codebook_written_out_holds_no_name(run: Run, study: Path, tmp_path: Path) -> None:
    assert run("names", "add", "Access", "Zed").status == 0
    assert run("codes", "--to", tmp_path / "codes.csv").status == 0
    written = (tmp_path / "codes.csv").read_text(encoding="utf-8-sig")
    assert "Zed" in written
    assert "Access" not in written


def test_words_that_look_like_names_are_offered_until_they_are_said_to_be_none(run: Run, study: Path) -> None:
    offered = [one["name"] for one in json.loads(run("names", "suggest", "--json").out)]
    assert "Mary Smith" in offered
    run("names", "add", "Mary Smith", "Anna Jones")
    left = [one["name"] for one in json.loads(run("names", "suggest", "--json").out)]
    assert not [one for one in left if "Mary" in one or "Smith" in one]
    for name in left:
        assert run("names", "suggest", "--not", name).status == 0
    assert "Nothing in the texts looks like a name." in run("names", "suggest").out


def test_a_part_of_a_name_that_is_a_word_too_is_taken_only_with_its_capitals(
    run: Run, study: Path, tmp_path: Path
) -> None:
    said = tmp_path / "Hope.txt"
    said.write_text("Interviewer: Who?\nP09: Hope came. I hope we will meet Hope Miller, hope miller, HOPE.\n")
    assert run("import", said).status == 0
    for shown in ("Ann Stone", "Ann Stone", "Ruth Stone"):
        added = run("names", "add", "Hope Miller", shown)
        assert added.status == 0 and "taken only with its capitals" in added.err
    names = json.loads(run("names", "--json").out)
    assert [(one["name"], one["as written"]) for one in names] == [("Hope", True), ("Hope Miller", False)]
    with Project.open(find_study(study), back_up=False) as project:
        shown = project.names.show("Hope came. I hope we will meet Hope Miller, hope miller, HOPE.")
    assert shown == "Ruth came. I hope we will meet Ruth Stone, Ruth Stone, Ruth."


def test_a_list_that_is_missing_is_never_written_over_unless_a_new_one_is_begun(run: Run, study: Path) -> None:
    run("names", "add", "Mary Smith", "Anna Jones")
    (key,) = Path(os.environ["QUALCODE_KEYS"]).glob("*.json")
    key.unlink()
    refused = run("names", "add", "Will", "Tom")
    assert refused.status == 1
    assert "names add --anew" in refused.err
    assert not key.exists()
    said = run("names", "suggest")
    assert said.status == 0
    assert "What stands for its names is shown all the same" in " ".join(said.err.split())
    assert run("names", "add", "Will", "Tom", "--anew").status == 0
    assert [one["name"] for one in json.loads(run("names", "--json").out)] == ["Will"]


def test_an_older_list_lets_nothing_out_and_lacks_nothing_once_its_names_are_recovered(
    run: Run, study: Path, tmp_path: Path
) -> None:
    run("names", "add", "Leeds", "[city]", "--what", "place")
    (key,) = Path(os.environ["QUALCODE_KEYS"]).glob("*.json")
    older = key.read_text(encoding="utf-8")
    run("names", "add", "Mary Smith", "Anna Jones")
    key.write_text(older, encoding="utf-8")
    out = tmp_path / "out.md"
    for _ in range(2):
        refused = run("export", "report", "--outside", "--to", out)
        assert (refused.status, out.exists()) == (1, False)
        assert "is not the whole list of this study" in refused.err and "“Anna Jones”" in refused.err
        assert "Mary" not in refused.err
        assert run("names", "add", "Will", "Tom", "--as-written", "--anew").status == 0
    assert "names recover" in run("doctor").out.replace("\n", " ")
    assert "Back on the list: Mary Smith, Mary, shown as Anna Jones" in run("names", "recover").out
    assert {one["name"] for one in json.loads(run("names", "--json").out)} == {"Leeds", "Mary Smith", "Will"}
    assert "lacks no name that the study hides.\n" in run("names", "recover").out


def test_an_older_list_that_hides_all_is_said_to_and_counts_as_whole_once_it_is_recovered(
    run: Run, study: Path, tmp_path: Path
) -> None:
    run("names", "add", "Mary Smith", "Anna Jones")
    (key,) = Path(os.environ["QUALCODE_KEYS"]).glob("*.json")
    older = key.read_text(encoding="utf-8")
    run("names", "add", "Zebedee", "Tom")
    run("names", "remove", "Zebedee")
    key.write_text(older, encoding="utf-8")
    refused = run("export", "report", "--outside", "--to", tmp_path / "out.md")
    said = " ".join(refused.err.split())
    assert refused.status == 1
    assert "it hides all that stand in the study. Until it is whole, nothing can be exported" in said
    assert "only names were taken off it, let this one be the whole list: qualcode names recover" in said
    assert "It counts as the whole list from now on." in run("names", "recover").out
    assert "is not the whole list" not in run("export", "report", "--outside", "--to", tmp_path / "out.md").err


def test_a_name_taken_off_is_put_back_as_it_was(run: Run, study: Path) -> None:
    run("names", "add", "Mary Smith", "Anna Jones", "--also", "card = thing")
    before = run("names", "--json").out
    assert "names remove NAME --again" in run("names", "remove", "Mary Smith").out
    assert json.loads(run("names", "--json").out) == []
    assert "was not taken off" in run("names", "remove", "Zed", "--again").err
    assert run("names", "remove", "Mary Smith", "--again").status == 0
    assert run("names", "--json").out == before


def test_a_name_added_again_keeps_the_ways_in_which_it_is_written(run: Run, study: Path, tmp_path: Path) -> None:
    run("names", "add", "Mary Smith", "Anna Jones", "--also", "card = thing")
    run("names", "add", "Mary Smith", "Ruth Jones")
    table = tmp_path / "names.csv"
    table.write_text("name,shown\nMary Smith,Joan Jones\n", encoding="utf-8")
    for shown in ("Ruth Jones", "Joan Jones"):
        (name,) = json.loads(run("names", "--json").out)
        assert name["shown"] == shown and "card = thing" in name["also"]
        run("names", "import", table)


def test_a_part_of_a_listed_name_that_comes_later_is_said_and_does_not_go_outside(run: Run, study: Path) -> None:
    run("names", "add", "Zofia Kaczmarek", "Anna Lee")
    (study / "transcripts" / "P04.txt").write_text("Interviewer: Who?\nP04: Mrs Kaczmarek came.\n", encoding="utf-8")
    done = run("import", "transcripts", "--as", "Ana")
    assert "a part of a name on the list stands alone" in " ".join(done.out.split())
    assert "“Kaczmarek” (1 place)" in done.out
    assert run("code", "P04", "1.1", "--words", "Mrs Kaczmarek came.", "--as", "Ana").status == 0
    assert run("participants", "P04", "--consent", "quote", "--as", "Ana").status == 0
    refused = run("excerpts", "--outside")
    assert refused.status == 1 and "a part of a listed name" in refused.err and "came" not in refused.out
    assert run("names", "suggest", "--not", "Kaczmarek").status == 0
    assert "Mrs Kaczmarek came." in " ".join(run("excerpts", "--outside", "--csv").out.split())


def test_a_document_is_found_by_what_is_shown_for_its_name(run: Run, study: Path) -> None:
    run("names", "add", "P03", "Zed")
    for called in ("Zed", "zed", "P03"):
        assert run("text", "resting", called).status == 0
    assert "No document is called" in run("text", "resting", "Nobody").err
