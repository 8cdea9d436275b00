"""A copy of a draft as a Word document with comments in its margin; the draft itself is never written to."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from qualcode.essays.drafts.draft import Draft, SetApart, Where
from qualcode.essays.drafts.written import Piece, Written, written
from qualcode.transcripts.importers.ooxml import attribute, tag_of
from qualcode.transcripts.importers.package import parsed
from qualcode.transcripts.span import Span

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

AUTHOR, INITIALS = "qualcode", "q"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_NOT_CONTENT = ("rPr",)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on words of a paragraph: half-open, code points of the paragraph's words; lines end in `\\n`."""

    paragraph: int
    span: Span
    words: str


def commented(draft: Draft, comments: Sequence[Comment]) -> bytes:
    """A Word document that is the draft with these comments, those that it had already among them.

    A draft in another format, or in a dialect of Word that cannot be added to, is written anew, its words alone. A
    comment on a note stands at its sign in the text, one on a text box where the box hangs, one on a header at the
    beginning.
    """
    document = None if draft.word is None else _opened(draft.word)
    text = sum(one.where not in (Where.HEADER, Where.FOOTER) for one in draft.paragraphs)
    if document is None or not text or len(_written(document)) != text:
        document = _anew(draft)
    paragraphs = _written(document)
    _without_lost_marks(document)
    for comment in comments:
        made = document.comments.add_comment(comment.words, author=AUTHOR, initials=INITIALS)
        # A header takes no comment: what is said of one stands where the text begins.
        here = paragraphs[comment.paragraph] if comment.paragraph < len(paragraphs) else Written(Where.BOX)
        _place(here, comment.span, made.comment_id, paragraphs[0])
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _opened(data: bytes) -> WordDocument | None:
    """The document, which was read before and is sound; None for a dialect that python-docx does not know."""
    try:
        document = Document(io.BytesIO(data))
    except (ValueError, KeyError):  # a document with macros, or one in strict XML
        return None
    root: Any = document.element
    return document if root.tag == qn("w:document") and root.body is not None else None


def _written(document: WordDocument) -> list[Written]:
    root: Any = document.element
    return written(root, lambda where: _notes(document, where))


def _notes(document: WordDocument, where: Where) -> Mapping[str, _Element]:
    """The notes of a kind by id, as the reader of drafts finds them."""
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] == f"{where}s" and not relation.is_external:
            found: dict[str, _Element] = {}
            for note in parsed(relation.target_part.blob):
                if tag_of(note) == str(where) and attribute(note, "type") in ("", "normal"):
                    found.setdefault(attribute(note, "id"), note)
            return found
    return {}


def _without_lost_marks(document: WordDocument) -> None:
    """Take out the marks of comments that are gone: one that is added would have them as its own."""
    known = {str(one.comment_id) for one in document.comments}
    root: Any = document.element
    marks = [one for tag in _MARKS for one in root.iter(qn(f"w:{tag}")) if one.get(qn("w:id")) not in known]
    for mark in marks:
        mark.getparent().remove(mark)


def _anew(draft: Draft) -> WordDocument:
    """The words of a draft as a new document."""
    document = Document()
    for one in draft.paragraphs:
        style = "Heading 1" if one.heading else "Quote" if one.set_apart is SetApart.QUOTATION else None
        document.add_paragraph(one.words, style=style)
    document.core_properties.author = document.core_properties.comments = ""
    return document


def _place(paragraph: Written, span: Span, number: int, otherwise: Written) -> None:
    """Put the marks of a comment around words, or around the sign of the note that they stand in."""
    if paragraph.sign is not None:
        first = last = paragraph.sign
    elif paragraph.where is Where.BOX or not paragraph.pieces:
        first = last = _anchor(otherwise.pieces[0].element)
    else:
        first = _run_from(paragraph, span.start)
        last = _run_to(paragraph, max(span.end, span.start + 1))
    begins, ends, run, reference = (
        OxmlElement(f"w:{tag}") for tag in ("commentRangeStart", "commentRangeEnd", "r", "commentReference")
    )
    for mark in (begins, ends, reference):
        mark.set(qn("w:id"), str(number))
    run.append(reference)
    first.addprevious(begins)
    last.addnext(ends)
    ends.addnext(run)


def _anchor(element: _Element) -> _Element:
    """The run of an element, or what holds that run, where it is none of Word's own (a formula)."""
    found = element
    while tag_of(found) != "r" or found.tag != qn("w:r"):
        parent = found.getparent()
        if parent is None or parent.tag == qn("w:p"):
            break
        found = parent
    return found


def _run_from(paragraph: Written, offset: int) -> _Element:
    """The run that begins with the character at an offset; one that it stands inside is cut in two."""
    piece = _piece_at(paragraph, offset)
    run = _anchor(piece.element)
    if run.tag != qn("w:r"):
        return run
    inside = offset - piece.start
    element = _cut(paragraph, piece, inside) if piece.at + inside else piece.element
    if _begins(run, element):
        return run
    return _cut_run(run, element)


def _run_to(paragraph: Written, offset: int) -> _Element:
    """The run that ends with the character before an offset; one that it stands inside is cut in two."""
    piece = _piece_at(paragraph, offset - 1)
    run = _anchor(piece.element)
    if run.tag != qn("w:r"):
        return run
    inside = offset - piece.start
    shown = len(piece.element.text or "") if tag_of(piece.element) == "t" else piece.at + piece.length
    rest = _cut(paragraph, piece, inside) if piece.at + inside < shown else piece.element.getnext()
    if rest is not None:
        _cut_run(run, rest)
    return run


def _piece_at(paragraph: Written, offset: int) -> Piece:
    return next(
        (one for one in paragraph.pieces if one.start <= offset < one.start + one.length), paragraph.pieces[-1]
    )


def _cut(paragraph: Written, piece: Piece, inside: int) -> _Element:
    """Cut a text in two after some of its piece's characters; gives the second half, in the same run."""
    element, at = piece.element, piece.at + inside
    words = element.text or ""
    rest = deepcopy(element)
    element.text, rest.text = words[:at], words[at:]
    for half in (element, rest):
        half.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.addnext(rest)
    place = paragraph.pieces.index(piece)
    for later in paragraph.pieces[place + 1 :]:
        if later.element is element:
            later.element, later.at = rest, later.at - at
    paragraph.pieces.insert(place + 1, Piece(rest, piece.start + inside, 0, piece.length - inside))
    piece.length = inside
    return rest


def _begins(run: _Element, element: _Element) -> bool:
    """Whether nothing that is shown stands before an element in its run."""
    return all(tag_of(before) in _NOT_CONTENT for before in element.itersiblings(preceding=True))


def _cut_run(run: _Element, element: _Element) -> _Element:
    """Move an element and what follows it in its run to a run of their own that looks the same."""
    new = OxmlElement("w:r")
    for child in run:
        if tag_of(child) == "rPr":
            new.append(deepcopy(child))
    following = [element, *element.itersiblings()]
    for one in following:
        new.append(one)
    run.addnext(new)
    return new
