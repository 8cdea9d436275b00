"""`qualcode export workshop`, `qualcode workshop` and `qualcode memo state`: a pack goes out, a return comes back."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.conftest import Run

SHEET = "Card or question,Words,Votes,Group\n"


def ids(text: str) -> list[str]:
    """The ids that a pack's Markdown prints."""
    return list(dict.fromkeys(re.findall(r'<a id="(x[0-9a-z]{8})">', text)))


def with_pack(folder: Path, run: Run) -> list[str]:
    """Write the pack of Access, with a question and an opportunity; gives their ids."""
    for words, kind in (("Who tells people?", "question"), ("A peer by the bed", "opportunity")):
        assert run("memo", "add", words, "--kind", kind, "--about", "1.2").status == 0
    done = run("export", "workshop", "access", "--as", "md")
    assert done.status == 0 and "Access workshop.md" in done.out
    return ids((folder / "exports" / "Access workshop.md").read_text("utf-8"))


def test_every_area_in_the_totals_gets_a_pack_never_over_one_that_is_there(folder: Path, run: Run) -> None:
    assert run("export", "workshop").status == 0
    assert run("export", "workshop", "Access", "--as", "docx", "--as", "html").status == 0
    assert sorted(path.name for path in (folder / "exports").iterdir()) == [
        "Access workshop 2.docx",
        "Access workshop 2.html",
        "Access workshop.docx",
        "Culture and buy-in workshop.docx",
        "Evidence workshop.docx",
        "Workforce workshop.docx",
    ]


def test_the_cards_come_from_an_essay_or_a_question_or_the_reason_why_not(folder: Path, run: Run) -> None:
    assert run("essay", "new", "Peers").status == 0
    assert run("export", "workshop", "Access", "--essay", "peers", "--to", folder / "a.md").status == 0
    assert "the quotes of “Peers”" in (folder / "a.md").read_text("utf-8")
    assert run("export", "workshop", "Access", "--question", "code:1.2", "--to", folder / "b.md").status == 0
    both = run("export", "workshop", "--essay", "Peers", "--question", "code:1.2")
    assert both.status == 1 and "not both" in both.err
    wrong = run("export", "workshop", "--question", "colour:red")
    assert wrong.status == 1 and "colour" in wrong.err
    assert run("export", "workshop", "--essay", "Nobody’s").status == 1
    several = run("export", "workshop", "--to", folder / "all.docx")
    assert several.status == 1 and "4 packs do not go into one file." in several.err


def test_a_return_is_shown_first_and_taken_in_with_yes_once(folder: Path, run: Run) -> None:
    question, opportunity = with_pack(folder, run)
    sheet = folder / "back.csv"
    rows = (f"{opportunity.upper()},Yes,4,T1", f"{question},The nurse,lots,T1", "x0000000z,What?,1,T2", ",,,")
    sheet.write_text(SHEET + "\n".join(rows) + "\n", encoding="utf-8")
    shown = run("workshop", "returns", sheet, "--workshop", "Leeds")
    assert shown.status == 0 and "Take it in with --yes." in shown.out and "2 workshop notes" in shown.out
    assert "fits no card" in shown.out and "“lots” is no number of votes" in shown.out
    assert "workshop note" not in run("documents").out
    taken = run("workshop", "returns", sheet, "--workshop", "Leeds", "--yes")
    assert taken.status == 0 and "Returns of 2 groups." in taken.out
    assert run("documents").out.count("workshop note") == 2
    again = run("workshop", "returns", sheet, "--workshop", "Leeds", "--yes")
    assert "There is nothing new in this return." in again.out
    told = {one["memo"]: one for one in json.loads(run("memos", "--json").out)}
    assert (told["A peer by the bed"]["votes"], told["A peer by the bed"]["groups voted"]) == (4, 1)
    assert told["Who tells people?"]["votes"] is None
    listed = json.loads(run("workshop", "list", opportunity, "--json").out)
    assert [(one["group"], one["votes"], one["words"]) for one in listed] == [("Leeds: T1", 4, "Yes")]
    assert run("undo").status == 0
    assert "workshop note" not in run("documents").out


def test_a_return_of_no_workshop_is_not_taken_in_and_one_without_a_name_is_called_by_its_day(
    folder: Path, run: Run
) -> None:
    _, opportunity = with_pack(folder, run)
    sheet = folder / "back.csv"
    sheet.write_text(SHEET + f"{opportunity},Yes,4,T1\n", encoding="utf-8")
    assert "Which workshop this was is not said" in run("workshop", "returns", sheet).out
    refused = run("workshop", "returns", sheet, "--yes")
    assert refused.status == 1 and "Which workshop was this?" in refused.err and "--workshop" in refused.err
    assert run("workshop", "returns", sheet, "--date", "2026-05-12", "--yes").status == 0
    (listed,) = json.loads(run("workshop", "list", "--json").out)
    assert listed["group"] == "Workshop of 12 May 2026: T1"
    again = run("workshop", "returns", sheet, "--date", "2026-05-12", "--yes")
    assert "There is nothing new in this return." in again.out


def test_a_second_return_of_a_group_is_refused_until_it_is_said_what_becomes_of_the_first(
    folder: Path, run: Run
) -> None:
    _, opportunity = with_pack(folder, run)
    first, second = folder / "first.csv", folder / "second.csv"
    first.write_text(SHEET + f"{opportunity},Yes,4,T1\n", encoding="utf-8")
    second.write_text(SHEET + f"{opportunity},Yes,3,T1\n", encoding="utf-8")
    at = ("--workshop", "Leeds", "--yes")
    assert run("workshop", "returns", first, *at).status == 0
    refused = run("workshop", "returns", second, *at)
    assert refused.status == 1 and "“Leeds: T1”" in refused.err and "--second replaces" in refused.err
    assert "undo brings it back" in run("workshop", "returns", second, *at, "--second", "replaces").out
    assert [one["votes"] for one in json.loads(run("workshop", "list", "--json").out)] == [3]
    assert run("undo").status == 0
    assert [one["votes"] for one in json.loads(run("workshop", "list", "--json").out)] == [4]
    assert run("workshop", "returns", second, *at, "--second", "adds").status == 0
    (told,) = json.loads(run("memos", "--kind", "opportunity", "--json").out)
    assert (told["votes"], told["groups voted"]) == (7, 1)


def test_an_empty_return_brings_nothing(folder: Path, run: Run) -> None:
    nothing = run("workshop", "returns", "-")
    assert nothing.status == 0 and "Nothing in it was filled in." in nothing.out
    assert "Nothing came back yet" in run("workshop", "list").out


def test_a_file_that_is_no_return_and_a_day_that_is_none_are_refused(folder: Path, run: Run) -> None:
    (folder / "x.pdf").write_bytes(b"%PDF")
    assert run("workshop", "returns", folder / "x.pdf").status == 1
    assert run("workshop", "returns", folder / "none.csv").status == 1
    (folder / "r.csv").write_text(SHEET + "x1,Yes,1,T1\n", encoding="utf-8")
    refused = run("workshop", "returns", folder / "r.csv", "--date", "soon", "--yes")
    assert refused.status == 1 and "not a date" in refused.err


def test_the_state_of_an_opportunity_is_said_with_its_reason(folder: Path, run: Run) -> None:
    _, opportunity = with_pack(folder, run)
    needed = run("memo", "state", "2", "chosen")
    assert needed.status == 1 and "needs a reason" in needed.err
    assert run("memo", "state", opportunity, "chosen", "--why", "Both groups want it.").status == 0
    assert "chosen, " in run("memos", "--kind", "opportunity").out
    (told,) = json.loads(run("memos", "--kind", "opportunity", "--json").out)
    assert (told["id"], told["state"], told["why"]) == (opportunity, "chosen", "Both groups want it.")
    other = run("memo", "state", "1", "dropped", "--why", "No.")
    assert other.status == 1 and "Only an opportunity has a state." in other.err


def test_a_name_of_the_list_is_printed_by_no_command_of_workshops(folder: Path, run: Run) -> None:
    _, opportunity = with_pack(folder, run)
    sheet = folder / "back.csv"
    sheet.write_text(SHEET + f"{opportunity},Quarrington said so,4,Quarrington house\n", encoding="utf-8")
    assert run("names", "add", "Quarrington", "Zedlee").status == 0
    taking = ("returns", sheet, "--workshop", "Leeds", "--yes")
    for asked in (("returns", sheet), taking, ("list",), ("list", opportunity)):
        done = run("workshop", *asked)
        assert done.status == 0 and "Quarrington" not in done.out + done.err
        assert "Zedlee" in done.out
    assert run("memo", "state", opportunity, "chosen", "--why", "Quarrington wants it.").status == 0
    for form in ((), ("--json",), ("--csv",)):
        assert "Quarrington" not in run("memos", *form).out
