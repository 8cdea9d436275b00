"""A coded transcript as a page of words: a number after each coding's last word, and what it says at the end."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.exports.coded import CodedTranscript, HeldWords, PrintedTurn, Remark, SaidWords
from qualcode.exports.page import Facts, Page, Paragraph, Section
from qualcode.exports.phrases import day_in_words

_MOST_WORDS, _FIRST, _LAST = 12, 5, 4  # of a coding's words beside its number


def coded_page(one: CodedTranscript) -> Page:
    """The page, which the web page and Markdown print, and the preview shows."""
    sections = [
        Section("About this transcript", (Facts(one.facts),)),
        Section("Transcript", tuple(_turns(one))),
    ]
    if one.remarks:
        sections.append(Section("Codings", tuple(_notes(one))))
    if one.left_out_lines:
        sections.append(Section(one.left_out_title, tuple(Paragraph(line) for line in one.left_out_lines)))
    return Page(
        one.title,
        one.study,
        one.made_on,
        one.audience,
        tuple(sections),
        contents=False,
        of=one.document_id,
        language=one.language,
    )


def _turns(one: CodedTranscript) -> Iterator[Paragraph]:
    left: dict[int, int] = {}  # how many pieces are still to come, by remark
    for piece in one.said():
        for mark in piece.marks:
            left[mark.remark] = left.get(mark.remark, 0) + 1
    for part in one.parts:
        if not isinstance(part, PrintedTurn):
            yield Paragraph(part.text, quiet=True)
            continue
        lead = " ".join(filter(None, (f"{part.number}", part.who, part.time)))
        words = "".join(
            piece.gap + (piece.text if isinstance(piece, HeldWords) else _numbered(piece, left))
            for piece in part.pieces
        )
        yield Paragraph(f"{lead}: {words}", lead=len(lead) + 2)


def _numbered(piece: SaidWords, left: dict[int, int]) -> str:
    """The words, with the number of each remark where its own end."""
    ends: dict[int, list[int]] = {}
    for mark in piece.marks:
        left[mark.remark] -= 1
        if not left[mark.remark]:
            ends.setdefault(mark.stop, []).append(mark.remark)
    words, here, found = piece.text, 0, ""
    for edge in sorted(ends):
        found += words[here:edge] + "".join(f"[{number}]" for number in ends[edge])
        here = edge
    return found + words[here:]


def _notes(one: CodedTranscript) -> Iterator[Paragraph]:
    said: dict[int, list[str]] = {}
    for part in one.parts:
        for place, piece in enumerate(part.pieces if isinstance(part, PrintedTurn) else ()):
            for mark in piece.marks if isinstance(piece, SaidWords) else ():
                words = piece.text[mark.start : mark.stop]
                # What goes on from a turn before is parted from it.
                said.setdefault(mark.remark, []).append((piece.gap if place else " ") + words)
    for remark in one.remarks:
        yield Paragraph(_note(remark, _in_short("".join(said.get(remark.number, ())))))


def _note(remark: Remark, words: str) -> str:
    codes = "; ".join(code.text for code in remark.codes)
    memos = "".join(f" {memo.lead}: {memo.words}" for memo in remark.memos)
    stop = "" if words.endswith((".", "?", "!", "…")) else "."
    return (
        f"[{remark.number}] {codes}. {remark.coder}, {day_in_words(remark.made_at.date())}, on “{words}”{stop}{memos}"
    )


def _in_short(words: str) -> str:
    every = words.split()
    if len(every) <= _MOST_WORDS:
        return " ".join(every)
    return f"{' '.join(every[:_FIRST])} … {' '.join(every[-_LAST:])}"
