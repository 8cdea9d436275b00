"""Words that nobody cleared are in no byte of a report, whatever was chosen for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from qualcode.analysis.people import participants
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.choices import Order, ReportChoices
from qualcode.exports.gather import passages, report
from qualcode.exports.names import HELD_BACK
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.report import Report
from qualcode.exports.writing import write
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
TODAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
TEXT = (
    "Marisol: It was a card on the board.\n"
    "Interviewer: And then?\n"
    "Benedetto: Nobody told me a thing.\n"
    "Marisol: I sleep through the night now.\n"
    "Benedetto: My sister Ludovica drove me.\n"
)
# Labels, a file name, a title, a note, a coder, a memo, and what Benedetto said.
SECRETS = (
    *("Marisol", "Benedetto", "Ludovica", "Nobody told", "drove me", "Fennimore", "Ribbleton", "Osmotherley"),
    *("Quarrington", "transcripts/", str(Path.home())),
)


@pytest.fixture
def talk(project: Project, bring_in: BringIn, code_it: CodeIt) -> str:
    """Two people: Marisol may be quoted, Benedetto is for the team only; his words name two codes."""
    document = bring_in(TEXT, "Fennimore interview")
    project.make(ChangeDocument(document, {"title": "Ribbleton"}))
    people = {person.labels[0]: person.id for person in participants(project.conn)}
    project.make(ChangeParticipant(people["Marisol"], {"consent": "quote", "note": "Osmotherley"}))
    project.make(ChangeParticipant(people["Benedetto"], {"consent": "team only"}))
    coding = code_it(document, "It was a card on the board.", "1.1", "Quarrington")
    project.make(WriteMemo("Unlike Ludovica, who drove me.", about=MemoTarget("coding", coding)))
    code_it(document, "Nobody told me a thing.", "1.1")
    code_it(document, "I sleep through the night now.", "3.1.1")
    in_vivo(project, document, "Nobody told me a thing.", example="Nobody told me a thing, said Ludovica.")
    in_vivo(project, document, "My sister Ludovica drove me.", name="My sister Ludov…")
    return document


def in_vivo(project: Project, document: str, words: str, *, name: str = "", example: str = "") -> str:
    """A code named by words of a document, applied to them."""
    (area,) = project.conn.execute("SELECT id FROM code WHERE idx = '1'").fetchone()
    code = AddCode(name or words, area)
    project.make(code)
    if example:
        project.make(ChangeCode(code.id, {"example": example}))
    project.make(AddCodings([NewCoding(document, span_of(TEXT, words), code.id)]))
    return code.id


def made(project: Project, audience: Audience = Audience.OUTSIDE, **choices: object) -> Report:
    return report(project.conn, ReportChoices(audience=audience, **choices), TODAY)  # type: ignore[arg-type]


def every_byte(path: Path) -> bytes:
    """What a file holds with all that is packed in it, and in what is packed in that."""

    def inside(name: str, content: bytes) -> Iterator[bytes]:
        yield name.encode()
        if content[:2] != b"PK":
            yield content
            return
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield package.comment
            for entry in package.infolist():
                yield from (entry.comment, entry.extra)
                yield from inside(entry.filename, package.read(entry))

    return b"\n".join(inside(path.name, path.read_bytes()))


def leaks(project: Project, folder: Path, audience: Audience, **choices: object) -> list[str]:
    value = made(project, audience, **choices)
    paths = [path for end in (".docx", ".md") for path in write(value, folder / f"report{end}").paths]
    told = b"\n".join(every_byte(path) for path in paths)
    assert b"card on the board" in told
    return [secret for secret in SECRETS if secret.encode() in told]


def test_no_option_lets_out_a_word_a_label_a_name_or_a_note(talk: str, project: Project, tmp_path: Path) -> None:
    coders = frozenset(row[0] for row in project.conn.execute("SELECT id FROM coder"))
    codes = frozenset(row[0] for row in project.conn.execute("SELECT id FROM code"))
    for choices in (
        dict[str, object](),
        {"questions": True, "memos": True, "order": Order.PARTICIPANT},
        {"per_code": 1, "codebook": True, "charts": True},
        {"documents": frozenset({talk}), "kinds": frozenset({"interview"})},
        {"coders": coders, "codes": codes},
        {"codes": codes, "counts": False, "definitions": False},
    ):
        assert leaks(project, tmp_path, Audience.OUTSIDE, **choices) == [], choices
    found = leaks(project, tmp_path, Audience.TEAM, memos=True, coder_names=True)
    assert found == ["Ludovica", "Nobody told", "drove me", "Ribbleton", "Quarrington"]


def test_the_team_reads_names_notes_and_memos(talk: str, project: Project) -> None:
    value = made(project, Audience.TEAM, memos=True)
    memos = [memo.words for one in value.excerpts() if isinstance(one, PrintedExcerpt) for memo in one.memos]
    assert memos == ["Unlike Ludovica, who drove me."]
    assert "Nobody told me a thing." in [code.name for area in value.areas for code in area.codes]


def test_the_name_of_a_code_is_held_back_with_the_words_it_was_made_of(talk: str, project: Project) -> None:
    value = made(project)
    names = [code.name for area in value.areas for code in area.codes]
    assert names.count(HELD_BACK) == 2
    assert [entry.name for entry in value.codebook].count(HELD_BACK) == 2
    found = passages(project.conn, ReportChoices(audience=Audience.OUTSIDE), TODAY)
    assert not [item for item in found.items if "Nobody" in item.code]


def test_a_name_that_somebody_may_be_quoted_with_is_printed(talk: str, project: Project) -> None:
    in_vivo(project, talk, "I sleep through the night now.")
    assert "I sleep through the night now." in [code.name for area in made(project).areas for code in area.codes]


def test_a_withdrawn_persons_words_name_no_code_for_the_team_either(talk: str, project: Project) -> None:
    benedetto = next(person for person in participants(project.conn) if "Benedetto" in person.labels)
    project.make(ChangeParticipant(benedetto.id, {"consent": "withdrawn"}))
    value = made(project, Audience.TEAM)
    assert "Nobody told me a thing." not in [code.name for area in value.areas for code in area.codes]
    assert not [entry for entry in value.codebook if "Nobody told" in entry.example]


def test_coders_are_named_only_where_that_was_asked_for(talk: str, project: Project) -> None:
    coders = frozenset(row[0] for row in project.conn.execute("SELECT id FROM coder"))
    assert made(project, coders=coders).sources.restricted_to == "the codings of 2 chosen coders"
    named = made(project, coders=coders, coder_names=True).sources.restricted_to
    assert named == "the codings of Ana and Quarrington"


def test_evidence_alone_has_no_table_of_participants(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in("Smith: We found little.\n", "Smith 2019", Kind.EVIDENCE), "We found little.", "3.1")
    value = made(project, kinds=frozenset({"evidence"}))
    assert value.counts == ()
    assert value.sources.restricted_to == "documents of the kind evidence"


def test_the_spreadsheet_beside_an_outside_report_says_no_more(
    project: Project, bring_in: BringIn, code_it: CodeIt, tmp_path: Path
) -> None:
    many = "".join(f"Person{n}Name: I came {n} times.\n" for n in range(30))
    document = bring_in(many, "Fennimore group")
    code_it(document, "I came 3 times.", "1.1")
    paths = write(made(project), tmp_path / "outside.docx").paths
    assert [path.name for path in paths] == ["outside.docx", "outside counts.xlsx"]
    for path in paths:
        told = every_byte(path)
        assert b"Person3Name" not in told and b"Fennimore" not in told and b"3 times" not in told
        assert b"Microsoft Excel" not in told


def field(code: str, shown: str) -> list[_Element]:
    """The runs of a field as Word writes it."""
    runs: list[_Element] = []
    for kind, words in (("begin", ""), ("", code), ("separate", ""), ("t", shown), ("end", "")):
        run = OxmlElement("w:r")
        inside = OxmlElement("w:t" if kind == "t" else "w:fldChar" if kind else "w:instrText")
        if kind and kind != "t":
            inside.set(qn("w:fldCharType"), kind)
        inside.text = words or None
        run.append(inside)
        runs.append(run)
    return runs


def bound(shown: str) -> _Element:
    """A content control bound to the author in the document's properties."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    properties.append(OxmlElement("w:dataBinding"))
    content, line = OxmlElement("w:sdtContent"), OxmlElement("w:p")
    line.append(field("", shown)[3])
    content.append(line)
    control.append(properties)
    control.append(content)
    return control


def test_a_template_brings_no_author_and_no_path_along(talk: str, project: Project, tmp_path: Path) -> None:
    house = Document()
    house.core_properties.author = house.core_properties.title = "Osmotherley"
    line = house.sections[0].header.paragraphs[0]
    line.text = "The Charity, page "
    for run in [*field("PAGE", "1"), *field(" AUTHOR ", "Osmotherley"), *field("FILENAME \\p", "C:\\Ribbleton")]:
        line._p.append(run)
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), 'DOCPROPERTY "Title"')
    simple.append(field("", "Osmotherley")[3])
    line._p.append(simple)
    picture = OxmlElement("wp:docPr")
    picture.set("descr", "C:\\Users\\Osmotherley\\logo.png")
    line._p.append(picture)
    line._p.addnext(bound("Osmotherley"))
    house.sections[0].header.part.relate_to("file:///C:/Users/Osmotherley/logo.png", RELATIONSHIP_TYPE.IMAGE, True)
    house.save(str(tmp_path / "house.docx"))
    (path,) = write(made(project), tmp_path / "outside.docx", template=tmp_path / "house.docx").paths
    told = every_byte(path)
    assert [secret for secret in SECRETS if secret.encode() in told] == []
    assert Document(str(path)).sections[0].header.paragraphs[0].text == "The Charity, page 1"
