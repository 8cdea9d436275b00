"""Drafts as Word, LibreOffice and Google Docs leave them: every quotation found, and a comment right on its words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.quoted import quoted_in
from qualcode.essays.drafts.word import Comment, commented
from qualcode.essays.findings import Checked
from qualcode.participants.names import Name
from qualcode.project.project import Project
from tests.essays.conftest import SLEPT, TODAY, troubles
from tests.essays.test_comments import marked
from tests.essays.word_drafts import box, deleted, inserted, paragraph, run, runs, sign, table, word_draft

BEFORE, MIDDLE, AFTER = "“I hadn’t slept through ", "since my ", "sister died, and now I do.” (Ines)"
WHOLE = f"“{SLEPT}” (Ines)"
NOTE = run("A note.")


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def around(inside: str) -> str:
    """The quotation with its middle as `inside` has it."""
    return run(BEFORE) + inside + run(AFTER)


def within(tag: str, attributes: str = "", before: str = "") -> str:
    """The quotation with its middle inside an element."""
    return around(f"<w:{tag} {attributes}>{before}{run(MIDDLE)}</w:{tag}>")


BROKEN = {
    "runs": runs(WHOLE, [1, 4, 2, 20, 3]),
    "hyperlink": within("hyperlink", 'w:anchor="x"'),
    "field": around(field("begin") + instruction(" REF x ") + field("separate") + run(MIDDLE) + field("end")),
    "simple field": within("fldSimple", 'w:instr=" REF x "'),
    "index entry": around(field("begin") + instruction(' XE "sleep" ') + field("end") + run(MIDDLE)),
    "reference manager": run(f"{WHOLE} ")
    + field("begin")
    + instruction(' ADDIN ZOTERO_ITEM {"x": “words in quotation marks there”} ')
    + field("separate")
    + run("(Osei, 2019)")
    + field("end"),
    "content control": around(
        f'<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_1"/></w:sdtPr><w:sdtContent>{run(MIDDLE)}</w:sdtContent></w:sdt>'
    ),
    "smart tag": within("smartTag", 'w:uri="x" w:element="y"', '<w:smartTagPr><w:attr w:name="a"/></w:smartTagPr>'),
    "custom xml": within("customXml", 'w:element="y"', "<w:customXmlPr/>"),
    "insertion with a deletion in it": within("ins", 'w:id="3"', deleted("never ")),
    "deletion and insertion": around(deleted("before my ") + inserted(MIDDLE)),
    "words moved in": around(
        f'<w:moveFrom w:id="3">{run("all night ")}</w:moveFrom><w:moveTo w:id="4">{run(MIDDLE)}</w:moveTo>'
    ),
    "a comment there already": run(BEFORE[:9])
    + '<w:commentRangeStart w:id="0"/>'
    + run(BEFORE[9:])
    + '<w:commentRangeEnd w:id="0"/>'
    + run(MIDDLE + AFTER),
    "a footnote's sign": run(BEFORE.rstrip()) + sign(1) + run(f" {MIDDLE}{AFTER}"),
    "hidden words": around(
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>never once </w:t></w:r>{run(MIDDLE)}",
    ),
    "a soft hyphen": run(BEFORE[:6]) + "<w:r><w:softHyphen/></w:r>" + run(BEFORE[6:] + MIDDLE + AFTER),
    "soft hyphens as letters": run(WHOLE.replace("th", "t\u00adh")),
    "fixed spaces": run(WHOLE.replace(" my", "\u00a0my").replace(" sle", "\u202fsle").replace(" and", "\u2009and")),
    "marks of direction": run(WHOLE.replace("slept", "\u200eslept\u200f")),
    "a line end and a tab": run(BEFORE.rstrip())
    + "<w:r><w:br/></w:r>"
    + run("since")
    + "<w:r><w:tab/></w:r>"
    + run(f"my {AFTER}"),
    "a phonetic guide": around(
        '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t xml:space="preserve">'
        f"{MIDDLE}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    ),
}


def held_against(study: Project, folder: Path, data: bytes, name: str = "essay.docx") -> Checked:
    path = folder / name
    path.write_bytes(data)
    return study.read(check_draft, read_draft(path), on=TODAY)


@pytest.mark.parametrize("how", BROKEN)
def test_a_quotation_is_found_whatever_its_words_are_broken_by_and_its_comment_is_on_it(
    study: Project, tmp_path: Path, how: str
) -> None:
    checked = held_against(study, tmp_path, word_draft(paragraph(BROKEN[how]), notes=[NOTE]))
    (finding,) = checked.findings
    assert (" ".join(finding.words.split()), finding.found, troubles(finding)) == (SLEPT, "exact", [])
    (tmp_path / "copy.docx").write_bytes(commented(checked.draft, [Comment(0, finding.span, "Look.")]))
    again = read_draft(tmp_path / "copy.docx")
    assert again.paragraphs == checked.draft.paragraphs
    ((_, words),) = marked((tmp_path / "copy.docx").read_bytes())
    assert (words[0], words[-1]) == (SLEPT[0], SLEPT[-1])


@pytest.mark.parametrize(
    "quoted",
    [
        '"{}"', "'{}'", "‘{}’", "«{}»", "« {} »", "»{}«", "„{}“", "„{}”", "‚{}‘", "‹{}›", "「{}」",
        "”{}”", '"{}”', "″{}″", "``{}''", "''{}''", "＂{}＂", "❝{}❞",
    ],
)  # fmt: skip
def test_marks_of_every_kind_quote(study: Project, tmp_path: Path, quoted: str) -> None:
    words = f"She said {quoted.format(SLEPT)} (Ines), and left."
    (finding,) = held_against(study, tmp_path, word_draft(paragraph(run(words)))).findings
    assert (finding.words, finding.found, troubles(finding)) == (SLEPT, "exact", [])
    (wrong,) = held_against(study, tmp_path, word_draft(paragraph(run(words.replace("through", "well"))))).findings
    assert troubles(wrong) == ["altered"]


@pytest.mark.parametrize(
    "dots", ["…", "...", ". . .", ".\u00a0.\u00a0.", "[…]", "[...]", "[. . .]", "(…)", "....", "⋯"]
)
def test_dots_of_every_kind_leave_words_out(study: Project, tmp_path: Path, dots: str) -> None:
    words = f"“I hadn’t slept through {dots} and now I do.” (Ines)"
    (finding,) = held_against(study, tmp_path, word_draft(paragraph(run(words)))).findings
    assert (finding.found, troubles(finding)) == ("trimmed", [])


INDENTED = '<w:ind w:left="720"/>'
SET_OUT = {
    "table in a table": [
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{table(run(WHOLE))}<w:p/></w:tc></w:tr></w:tbl>"
    ],
    "cells without marks": [table(run("Ines"), run(SLEPT))],
    "content control around a paragraph": [f"<w:sdt><w:sdtContent>{paragraph(run(WHOLE))}</w:sdtContent></w:sdt>"],
    "old text box": [
        paragraph(
            run("Beside") + f"<w:r><w:pict><w:txbxContent>{paragraph(run(WHOLE))}</w:txbxContent></w:pict></w:r>"
        )
    ],
    "text box": [paragraph(run("Beside") + box(run(WHOLE)))],
    "indented": [paragraph(run("Ines said:")), paragraph(run(SLEPT), properties=INDENTED)],
    "indented by its style": [paragraph(run("Ines said:")), paragraph(run(SLEPT), style="Block")],
    "a large first letter": [
        '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>' + run("“I") + "</w:p>",
        paragraph(run(WHOLE[2:])),
    ],
    "a paragraph's end deleted": [
        paragraph(run(BEFORE), properties='<w:rPr><w:del w:id="3"/></w:rPr>'),
        paragraph(run(MIDDLE + AFTER)),
    ],
}


@pytest.mark.parametrize("how", SET_OUT)
def test_a_quotation_is_found_however_it_is_set_out(study: Project, tmp_path: Path, how: str) -> None:
    (finding,) = held_against(study, tmp_path, word_draft(*SET_OUT[how])).findings
    assert (finding.words, finding.found, troubles(finding)) == (SLEPT, "exact", [])
    changed = [one.replace("slept", "dozed") for one in SET_OUT[how]]
    (wrong,) = held_against(study, tmp_path, word_draft(*changed)).findings
    assert troubles(wrong) == ["altered"]


def test_a_quotation_in_a_header_is_checked_and_told_once(study: Project, tmp_path: Path) -> None:
    checked = held_against(
        study, tmp_path, word_draft(paragraph(run("The text.")), header=WHOLE.replace("now", "so"))
    )
    (finding,) = checked.problems
    assert (finding.place, troubles(finding)) == ("a header", ["altered"])
    copy = commented(checked.draft, [Comment(finding.paragraph, finding.span, "Look.")])
    assert list(marked(copy)) == [("Look.", "The text.")]


def test_whose_a_table_says_it_is_must_be_who_said_it(study: Project, tmp_path: Path) -> None:
    rows = [table(run("Will"), run(SLEPT)), table(run("Will"), run("Somebody who needs me for something."))]
    wrong, right = held_against(study, tmp_path, word_draft(*rows)).findings
    assert (troubles(wrong), troubles(right)) == (["somebody else’s words"], [])


def test_hidden_words_are_not_printed_but_a_name_in_them_goes_with_the_file(study: Project, tmp_path: Path) -> None:
    study.keep_names([Name("Quarrington", "Tess")])
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Quarrington</w:t></w:r>"
    (finding,) = held_against(study, tmp_path, word_draft(paragraph(run("Words. ") + hidden))).findings
    assert (finding.place, troubles(finding)) == ("hidden words", ["a real name"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"Will you listen to “{SLEPT}” now?", []),
        (f"Will said “{SLEPT}” to us.", ["somebody else’s words"]),
        (f"Will, who came late, said “{SLEPT}” to us.", ["somebody else’s words"]),
        (f"Will: “{SLEPT}”", ["somebody else’s words"]),
        (f"In Will’s words, “{SLEPT}” it was.", ["somebody else’s words"]),
        (f"Goodwill, and Willow, say “{SLEPT}”.", []),
    ],
)
def test_a_name_that_is_also_a_word_is_one_where_something_shows_it(
    study: Project, tmp_path: Path, text: str, wanted: list[str]
) -> None:
    (finding,) = held_against(study, tmp_path, word_draft(paragraph(run(text)))).findings
    assert troubles(finding) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Will you come? Goodwill matters. We will.", 0),
        ("She asked. “Will it help?” And so: May I say that?", 0),
        ("Will came, and May too. And Will’s sister.", 3),
        ("I asked Will you know.", 1),
        ("Will, you know, was late.", 1),
        ("Mayor Maynard may say so in May.", 1),
    ],
)
def test_a_real_name_that_is_also_a_word_is_told_from_it(
    study: Project, tmp_path: Path, text: str, names: int
) -> None:
    study.keep_names([Name("Will", "Tom", as_written=True), Name("May", "Ann", as_written=True)])
    checked = held_against(study, tmp_path, word_draft(paragraph(run(text))))
    assert [troubles(one) for one in checked.findings if one.is_name] == [["a real name"]] * names


def test_only_words_that_are_the_same_say_who_spoke(study: Project, tmp_path: Path) -> None:
    text = "“I sleep. And I never once took a tablet for it.” (Ines)"
    (finding,) = held_against(study, tmp_path, word_draft(paragraph(run(text)))).findings
    assert troubles(finding) == ["altered"]


# LibreOffice's own manner of writing Word and OpenDocument


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not on this machine")
    return found


def converted(office: str, source: Path, form: str) -> Path:
    target = source.parent / form
    home = f"-env:UserInstallation=file://{source.parent}/office"
    order = [office, home, "--headless", "--convert-to", form, "--outdir", str(target), str(source)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    return target / f"{source.stem}.{form}"


def test_what_libreoffice_makes_of_a_draft_is_read_the_same(study: Project, tmp_path: Path, office: str) -> None:
    data = word_draft(
        *(paragraph(BROKEN[how]) for how in ("runs", "field", "soft hyphens as letters", "a line end and a tab")),
        paragraph(run(SLEPT), style="Zitat1"),
        paragraph(run("Ines said:")),
        paragraph(run(SLEPT), properties=INDENTED),
        paragraph(run("I sleep ") + deleted("“never said by anybody at all here”") + inserted(WHOLE)),
        table(run("Ines"), run(WHOLE)),
        paragraph(run("The end") + sign(1)),
        notes=[run(WHOLE)],
    )
    first = held_against(study, tmp_path, data)
    assert [troubles(one) for one in first.findings] == [[]] * 9
    assert {" ".join(one.words.split()) for one in first.findings} == {SLEPT}
    odt = converted(office, tmp_path / "essay.docx", "odt")
    word = converted(office, odt, "docx")
    for path in (odt, word):
        checked = study.read(check_draft, read_draft(path), on=TODAY)
        assert [(one.place, one.found, troubles(one)) for one in checked.findings] == [
            (one.place, one.found, troubles(one)) for one in first.findings
        ]
    draft = read_draft(word)
    copy = commented(draft, [Comment(one.paragraph, one.span, "Look.") for one in quoted_in(draft)])
    (tmp_path / "copy.docx").write_bytes(copy)
    assert read_draft(tmp_path / "copy.docx").paragraphs == draft.paragraphs
    assert converted(office, tmp_path / "copy.docx", "pdf").read_bytes().startswith(b"%PDF")
