"""Essays and their quotes at the command line: kept, trimmed, moved, checked, balanced and written out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.cli.conftest import Run


def rows(run: Run, *arguments: object) -> list[dict[str, Any]]:
    found = run(*arguments, "--json")
    assert found.status == 0, found.err
    return list(json.loads(found.out))


@pytest.fixture
def essay(folder: Path, run: Run) -> str:
    """An essay with a heading and a quote of P03, who may be quoted; gives the quote's id."""
    assert run("participants", "P03", "--consent", "quote").status == 0
    assert run("essay", "new", "Finding a way in").out == "New essay “Finding a way in”.\n"
    assert run("essay", "add", "finding", "The card").out == "Heading “The card” in “Finding a way in”.\n"
    kept = run("quote", "keep", "garden", "It was a card on the board in the chemist’s.", "--in", "Finding")
    assert kept.out.startswith("Quote in “Finding a way in”: x")
    return kept.out.strip(" .\n").rpartition(" ")[2]


def test_essays_are_listed_with_their_quotes(run: Run, essay: str) -> None:
    (line,) = rows(run, "essay", "list")
    assert (line["title"], line["state"], line["quotes"], line["words"]) == ("Finding a way in", "outline", 1, 10)
    assert run("quote", "move", essay, "--to", "kept").out == "1 quote moved to Kept.\n"
    assert [line["quotes"] for line in rows(run, "essay", "list")] == [0, 1]
    assert [line["id"] for line in rows(run, "essay", "show", "kept")] == [essay]


def test_a_quote_is_trimmed_and_shown_as_it_will_be_printed(run: Run, essay: str) -> None:
    done = run("quote", "trim", essay, "--leave-out", "on the board", "--own", "the chemist’s", "a shop", "--letter")
    assert done.out == "Quote trimmed for print.\n"
    heading, quote = rows(run, "essay", "show", "finding")
    assert (heading["what"], quote["words"], quote["state"]) == ("heading", "[i]t was a card […] in [a shop].", "ok")
    assert run("quote", "trim", essay, "--as-said").out == "Quote printed as it was said.\n"
    assert run("quote", "trim", essay).status == 1


def test_an_excerpt_is_kept_by_its_id_alone(run: Run, essay: str) -> None:
    run("code", "garden", "1.2", "--words", "I sleep.")
    (coded,) = rows(run, "excerpts", "code:1.2 text:sleep")
    assert run("quote", "keep", coded["id"], "--in", "finding").status == 0
    assert [line["words"] for line in rows(run, "essay", "show", "finding")][-1] == "I sleep."
    refused = run("quote", "keep", "x00000000")
    assert (refused.status, "Nothing in the study has the id x00000000." in refused.err) == (1, True)


def test_kept_quotes_are_shown_in_another_order_and_narrowed_by_a_question(run: Run, essay: str) -> None:
    run("quote", "keep", "garden", "I sleep.")
    run("quote", "keep", "garden", "not for years")

    def words(*options: str) -> list[str]:
        return [row["words"] for row in rows(run, "essay", "show", "kept", *options)]

    assert words() == ["I sleep.", "not for years"]
    assert words("--order", "document") == ["not for years", "I sleep."]
    run("code", "garden", "1.2", "--words", "I sleep.")
    assert words("--order", "code") == ["I sleep.", "not for years"]
    assert words("--question", "code:1.2") == ["I sleep."]
    assert [row["number"] for row in rows(run, "essay", "show", "kept", "--order", "document")] == [2, 1]
    assert run("essay", "show", "kept", "--question", "code:9.9").status == 1


def test_a_quote_whose_document_was_changed_is_looked_at_until_somebody_says_that_it_is_right(
    run: Run, essay: str
) -> None:
    assert run("text", "fix", "garden", "--find", "on the board", "--replace", "on a board").status == 0
    shown = run("essay", "show", "finding").out
    assert "The text of the document was changed since" in shown
    assert rows(run, "essay", "show", "finding")[1]["state"] == "see"
    assert run("quote", "as-now", essay).out == "1 quote is right as the text is now.\n"
    assert rows(run, "essay", "show", "finding")[1]["state"] == "ok"
    assert run("quote", "as-now", essay).out == "They were so already; nothing was changed.\n"
    assert run("undo").status == 0
    assert rows(run, "essay", "show", "finding")[1]["state"] == "see"


def test_a_quote_says_which_other_essays_have_some_of_its_words(run: Run, essay: str) -> None:
    run("essay", "new", "Access")
    run("quote", "keep", "garden", "a card on the board", "--in", "access")
    assert f"{essay}: used already in “Access”.\n" in run("essay", "show", "finding").out
    assert ": used already in “Finding a way in”.\n" in run("essay", "show", "access").out


def test_a_quote_is_kept_under_a_heading_and_it_is_told_that_its_readers_will_not_see_it(
    run: Run, essay: str
) -> None:
    run("essay", "add", "finding", "What it did")
    run("participants", "P03", "--consent", "paraphrase only")
    kept = run("quote", "keep", "garden", "not for years", "--in", "finding", "--under", "the c")
    assert kept.err == "Its readers will not see it: to be paraphrased, not quoted.\n"
    parts = [part["words"] for part in rows(run, "essay", "show", "finding", "--for", "team")]
    assert parts == ["The card", "It was a card on the board in the chemist’s.", "not for years", "What it did"]
    assert (
        "No heading is called “x”." in run("quote", "keep", "garden", "I sleep.", "--in", "fin", "--under", "x").err
    )
    assert run("quote", "keep", "garden", "I sleep.", "--under", "The card").status == 1


def test_a_capital_is_put_where_what_is_printed_begins(run: Run, essay: str) -> None:
    assert run("quote", "trim", essay, "--leave-out", "It was", "--letter").status == 0
    assert rows(run, "essay", "show", "finding")[1]["words"] == "[…] [A] card on the board in the chemist’s."


def test_a_trim_that_loses_meaning_is_told(run: Run, folder: Path, essay: str) -> None:
    kept = run("quote", "keep", "garden", "not for years", "--in", "finding", "--after", "1")
    done = run("quote", "trim", kept.out.strip(" .\n").rpartition(" ")[2], "--leave-out", "not")
    assert "leaves out “not”" in done.err
    assert "leaves out “not”" in run("essay", "show", "finding").out
    going = run("export", "quotes", "finding", "--for", "team", "--to", "look.md")
    assert going.status == 0 and Path("look.md").is_file()  # it is said, and stops nothing
    assert "1 quote to look at:\nx" in going.err and ": “not” is left out\n" in going.err


def test_a_refused_quote_is_held_back_from_then_on(run: Run, essay: str) -> None:
    assert run("quote", "answer", essay, "refused", "--words", "No.").out == "Quote refused by the person.\n"
    assert f"{essay}: held back: refused by the person when asked on " in run("essay", "show", "finding").out
    written = run("export", "quotes", "finding", "--to", "sheet.md")
    assert written.status == 0
    text = Path("sheet.md").read_text(encoding="utf-8")
    assert "refused by the person when asked on " in text and "a card on the board" not in text


def test_a_sheet_is_asked_for_by_its_readers_and_kinds_of_file_as_other_exports_are(
    run: Run, folder: Path, essay: str
) -> None:
    done = run("export", "quotes", "finding", "--outside", "--as", "md", "--as", "html")
    assert done.status == 0
    assert sorted(one.name for one in (folder / "exports").iterdir()) == [
        f"Peer support-finding-a-way-in-quotes-outside{ending}" for ending in (".html", ".md")
    ]
    assert run("export", "quotes", "finding", "--for", "team", "--as", "md", "--to", folder).status == 0
    assert (folder / "Peer support-finding-a-way-in-quotes.md").is_file()


def test_a_participant_who_speaks_in_one_document_alone_stands_for_it(run: Run, essay: str) -> None:
    (one,) = rows(run, "participants")
    kept = run("quote", "keep", str(one["participant"]), "not for years")
    assert kept.status == 0 and kept.out.startswith("Kept quote: x")
    assert "No document is called “nobody”." in run("quote", "keep", "nobody", "not for years").err


def test_a_sheet_goes_to_the_exports_folder_by_the_name_of_the_essay(run: Run, folder: Path, essay: str) -> None:
    done = run("export", "quotes", "finding")
    assert done.status == 0
    assert [one.name for one in (folder / "exports").iterdir()] == [
        "Peer support-finding-a-way-in-quotes-outside.docx"
    ]


def test_a_sheet_takes_the_styles_and_the_page_of_a_house_template(
    run: Run, folder: Path, essay: str, tmp_path: Path
) -> None:
    house = docx.Document()
    house.styles["Heading 1"].font.name = "Garamond"
    house.sections[0].header.paragraphs[0].text = "The House"
    house.save(str(tmp_path / "house.docx"))
    done = run("export", "quotes", "finding", "--to", "sheet.docx", "--template", tmp_path / "house.docx")
    assert done.status == 0, done.err
    sheet = docx.Document(str(folder / "sheet.docx"))
    assert sheet.styles["Heading 1"].font.name == "Garamond"
    assert "The House" in [one.text for one in sheet.sections[0].header.paragraphs]
    assert "It was a card on the board in the chemist’s." in [one.text for one in sheet.paragraphs]


def test_an_essay_is_changed_balanced_and_removed(run: Run, essay: str) -> None:
    assert run("essay", "change", "finding", "--state", "draft", "--for", "team").status == 0
    (line,) = rows(run, "essay", "balance", "finding")
    assert (line["who"], line["quotes"], line["quoted words"]) == ("P03", 1, 10)
    assert run("essay", "balance", "finding").out.startswith("Quotes 1 of 1 participant.")
    assert rows(run, "quote", "like", essay) == []
    assert run("essay", "remove", "finding").out.endswith("1 quote went to Kept.\n")
    assert run("quote", "drop", essay).out == "Quote no longer kept.\n"


def test_parts_are_moved_reworded_and_taken_out(run: Run, essay: str) -> None:
    assert run("essay", "add", "finding", "Ask her again.", "--note", "--after", "first").status == 0
    assert run("essay", "move", "finding", "2", "--with-section", "--after", "first").out == (
        "2 parts moved in “Finding a way in”.\n"
    )
    assert [row["what"] for row in rows(run, "essay", "show", "finding")] == ["heading", "quote", "note"]
    assert run("essay", "reword", "finding", "1", "The board").out == "Heading “The board”.\n"
    assert run("essay", "take-out", "finding", "1", essay).out == "1 quote moved to Kept.\n"
    assert [row["words"] for row in rows(run, "essay", "show", "finding")] == ["Ask her again."]
    assert run("undo").status == 0
    assert len(rows(run, "essay", "show", "finding")) == 3


def test_what_stands_after_quotes_is_chosen_for_the_study_and_for_one_essay(run: Run, essay: str) -> None:
    def who() -> str:
        return str(rows(run, "essay", "show", "finding")[1]["who"])

    assert run("participants", "P03", "--set", "role=peer").status == 0
    assert run("participants", "--printable", "role").status == 0
    assert who() == "P03, peer"
    assert run("essay", "style", "--where", "turn", "--no-facts").out == "How quotes are cited.\n"
    assert who() == "P03, turn 2"
    assert run("essay", "style", "finding", "--no-pseudonym", "--fact", "role", "--id").status == 0
    assert who() == f"peer, {essay}"
    assert run("essay", "style", "finding", "--as-the-study").status == 0
    assert who() == "P03, turn 2"
    assert run("essay", "style", "--no-facts", "--fact", "role").status == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("essay", "show", "nothing"), "No essay is called “nothing”."),
        (("essay", "change", "finding"), "What is to be changed?"),
        (("essay", "add", "finding", "Words", "--after", "9"), "No part of this essay is called “9”."),
        (("essay", "cite", "finding", "garden"), "Only evidence is cited."),
        (("quote", "drop", "xnothing1"), "No quote is kept that has the id xnothing1."),
        (("quote", "keep", "garden", "nobody said so"), "These words do not stand in the document."),
        (("export", "quotes", "kept"), "There are no quotes here yet."),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, essay: str, command: tuple[str, ...], said: str) -> None:
    done = run(*command)
    assert done.status == 1
    assert said in done.err


def test_other_programs_get_no_heading_in_words_that_were_refused(run: Run, essay: str) -> None:
    assert run("essay", "add", "finding", "It was a card on the board in the chemist’s.").status == 0
    assert "It was a card" in run("essay", "show", "finding", "--json").out
    assert run("quote", "answer", essay, "refused").status == 0
    assert [line["words"] for line in rows(run, "essay", "show", "finding")][-1] == "(words held back)."


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".svg"])
def test_a_quote_sheet_is_no_table_and_no_picture(run: Run, essay: str, folder: Path, ending: str) -> None:
    refused = run("export", "quotes", "finding", "--to", f"sheet{ending}")
    assert refused.status == 1 and f"A quote sheet cannot be written as “{ending}”." in refused.err
    assert "Let the name end in .docx, .html or .md." in refused.err
    assert not list(folder.glob("sheet*"))


def test_a_name_without_an_ending_is_a_folder_for_everything_that_is_written(
    run: Run, essay: str, folder: Path
) -> None:
    written = {
        ("quotes", "finding"): ["Peer support-finding-a-way-in-quotes-outside.docx"],
        ("report",): ["Peer support-themed-excerpts.docx"],
        ("lead",): ["Peer support-numbers.docx", "Peer support-numbers.html"],
        ("participants",): ["Peer support-participants.docx"],
    }
    for what, files in written.items():
        for _ in range(2):  # a folder that is new, and one that is there
            assert run("export", *what, "--to", f"to {what[0]}").status == 0
            assert sorted(path.name for path in (folder / f"to {what[0]}").iterdir()) == files


def test_what_may_be_several_files_is_not_put_into_a_folder_called_like_one(
    run: Run, essay: str, folder: Path
) -> None:
    refused = run("export", "checking", "--to", "sheet.docx")
    assert refused.status == 1 and "“sheet.docx” is called like a file" in refused.err
    assert not (folder / "sheet.docx").exists()
    (folder / "sheet.docx").mkdir()
    assert run("export", "checking", "--to", "sheet.docx").status == 0


def test_a_pack_for_a_workshop_is_no_briefing_paper(run: Run, essay: str) -> None:
    refused = run("export", "workshop", "--essay", "finding", "--to", "pack.csv")
    assert refused.status == 1 and "A workshop pack cannot be written as “.csv”." in refused.err
