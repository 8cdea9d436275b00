"""Comments of a Word document as WordprocessingML: the marks around words, and the part that holds what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode.exports.spoken import runs_left
from qualcode.exports.wordml import attribute, paragraph, run

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment by its number in the document, a paragraph for each of `lines`; `made_at` carries its zone."""

    number: int
    author: str
    initials: str
    made_at: datetime
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of words under a comment, by its number: half-open, code points of the words.

    It `opens` the comment unless that goes on from words before, and `closes` it unless it goes on in others.
    """

    number: int
    start: int
    stop: int
    opens: bool = True
    closes: bool = True


def commented_runs(
    words: str, ranges: Sequence[Range], styles: Mapping[str, str], style: str = "", *, left: bool | None = None
) -> str:
    """The words as runs, cut wherever a comment begins or ends, with the marks between them; `left` as in `run`."""
    # A piece may be a mark alone, which runs as the words around it.
    left = runs_left(words) if left is None else left
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for one in ranges:
        if one.opens:
            begins.setdefault(one.start, []).append(one.number)
        if one.closes:
            ends.setdefault(one.stop, []).append(one.number)
    pieces: list[str] = []
    here = 0
    for edge in sorted({*begins, *ends, len(words)}):
        pieces.append(run(words[here:edge], style, left=left))
        pieces += [_end(number, styles) for number in ends.get(edge, ())]
        pieces += [f'<w:commentRangeStart w:id="{number}"/>' for number in begins.get(edge, ())]
        here = edge
    return "".join(pieces)


def _end(number: int, styles: Mapping[str, str]) -> str:
    look = styles["CommentReference"]
    return (
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="{look}"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )


def comments_part(comments: Iterable[Comment], styles: Mapping[str, str]) -> bytes:
    """The part of the package that holds what the comments say."""
    sign = f'<w:r><w:rPr><w:rStyle w:val="{styles["CommentReference"]}"/></w:rPr><w:annotationRef/></w:r>'
    pieces = [f'{_DECLARATION}<w:comments xmlns:w="{_NAMESPACE}">']
    for one in comments:
        when = one.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        pieces.append(
            f'<w:comment w:id="{one.number}" w:author={attribute(one.author)} w:date="{when}" '
            f"w:initials={attribute(one.initials)}>"
        )
        for place, line in enumerate(one.lines):
            pieces.append(paragraph(styles["CommentText"], "" if place else sign, run(line)))
        pieces.append("</w:comment>")
    pieces.append("</w:comments>")
    return "".join(pieces).encode("utf-8")
