"""The comments of a Word document as a reader of it meets them: who, what, and on which words."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn

_LABELS = "Speaker Name"


@dataclass(frozen=True)
class Read:
    """A comment of a document: its author, initials and day, its lines, and the words it is on.

    Who speaks, and the numbers of turns, are none of the words; each paragraph is apart.
    """

    author: str
    initials: str
    day: str
    lines: tuple[str, ...]
    on: tuple[str, ...]


def comments_in(content: bytes) -> list[Read]:
    """The comments in the order of their numbers. Raises AssertionError where their marks do not pair."""
    document: Any = Document(io.BytesIO(content))
    labels = {style.style_id for style in document.styles if style.name == _LABELS}
    words: dict[str, list[str]] = {}
    open_now: set[str] = set()
    referred: list[str] = []
    for block in document.element.body.iter(qn("w:p")):
        for number in open_now:
            words[number].append("")
        for element in block.iter():
            number = element.get(qn("w:id"), "")
            if element.tag == qn("w:commentRangeStart"):
                assert number not in words
                open_now.add(number)
                words[number] = [""]
            elif element.tag == qn("w:commentRangeEnd"):
                open_now.remove(number)
            elif element.tag == qn("w:commentReference"):
                assert number in words and number not in open_now
                referred.append(number)
            elif element.tag in (qn("w:t"), qn("w:br"), qn("w:tab")) and not _is_label(element.getparent(), labels):
                said = (
                    (element.text or "") if element.tag == qn("w:t") else "\n" if element.tag == qn("w:br") else "\t"
                )
                for one in open_now:
                    words[one][-1] += said
    assert not open_now
    comments = list(document.comments)
    assert sorted(referred) == sorted(words) == sorted(str(one.comment_id) for one in comments)
    return [
        Read(
            one.author,
            one.initials or "",
            one.timestamp.date().isoformat() if one.timestamp else "",
            tuple(line.text for line in one.paragraphs),
            tuple(filter(None, words[str(one.comment_id)])),
        )
        for one in sorted(comments, key=lambda each: each.comment_id)
    ]


def _is_label(run: Any, labels: set[str]) -> bool:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and style.get(qn("w:val")) in labels
