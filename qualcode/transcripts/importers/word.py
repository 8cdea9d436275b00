"""Word documents: the paragraphs as Word shows them, read from the document's XML.

python-docx is not used to read: it is ten times slower, and leaves out the words in content controls, tracked
insertions, links and text boxes.

Footnotes are marked [1], [2] … and endnotes [i], [ii] … where they are referred to; their words stand under the
headings Footnotes and Endnotes at the end, spoken by nobody. A text box and a
diagram's words follow the paragraph that they hang on, a file put into the document is read where it stands. A
list's number or bullet is text, but stands before a speaker's label without being part of it. Headers and footers
are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.laid_out import word_at
from qualcode.transcripts.importers.ooxml import tag_of
from qualcode.transcripts.importers.package import WORD, Package, damaged
from qualcode.transcripts.importers.word_body import Body
from qualcode.transcripts.importers.word_margin import Remark, remarks_of
from qualcode.transcripts.importers.word_text import Paragraph, Text, titles_in
from qualcode.transcripts.transcript import Comment, Transcript


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a Word document; raises Problem where it is damaged, locked or something else."""
    package = Package(data)
    body = Body(package)
    root = package.xml(package.main_part())
    if tag_of(root) != "document":
        raise damaged(WORD, "It holds no Word text.")
    body.take(root)
    del root  # the greater part of the memory that a long document takes
    text = Text()
    text.add(body.blocks)
    for heading, notes in body.notes.items():
        if notes:
            text.add_notes([Paragraph(heading.capitalize()), *notes])
    words = text.words()
    if not words and body.counts["part"]:
        raise _in_parts()
    comments = tuple(_comments(package, body, text, words))
    turns = text.turns()
    title = next(titles_in(body.blocks), None)
    kind = kind_of(path.stem, turns)
    warnings = tuple(_warnings(body.counts))
    return [Transcript(path.stem, words, turns, kind=kind, title=title, warnings=warnings, comments=comments)]


def _comments(package: Package, body: Body, text: Text, words: str) -> Iterator[Comment]:
    """The comments on their passages, in the text's order; one that marks none is on the word beside it."""
    if not body.comments:
        return
    found = remarks_of(package)
    known = {number for remark in found for number in remark.numbers}
    body.counts["comment"] += sum(number not in known for number in body.comments)
    placed = [
        Comment(*_passage(remark, body, text, words), remark.words, remark.author, remark.date) for remark in found
    ]
    yield from sorted(placed, key=lambda comment: (comment.start, comment.end))


def _passage(remark: Remark, body: Body, text: Text, words: str) -> tuple[int, int]:
    """The passage that a comment is on, half-open; empty at 0 where it is on no words of the text."""
    for number in remark.numbers:
        places = {where: text.marks.get(mark) for where, mark in body.comments.get(number, {}).items()}
        start, end = places.get("start"), places.get("end", places.get("reference"))
        start = end if start is None else start
        end = start if end is None else end
        if start is None or end is None:
            continue
        passage = words[start:end]
        inside = passage.strip()
        if inside:
            start += len(passage) - len(passage.lstrip())
            return start, start + len(inside)
        return word_at(words, start)
    return 0, 0


def _warnings(counts: Counter[str]) -> Iterator[str]:
    """Sentences on what the document holds that was not read, or not as it stands."""
    for what in ("footnote", "endnote", "comment"):
        if counts[what]:
            yield f"{_counted(counts[what], what)} {_were(counts[what])} not read."
    changes = [
        f"{_counted(counts[what], what)} {done}"
        for what, done in (("deletion", "left out"), ("insertion", "kept"), ("move", "made"))
        if counts[what]
    ]
    if changes:
        yield f"Tracked changes: {', '.join(changes)}."
    if counts["hidden"]:
        yield f"{_counted(counts['hidden'], 'passage')} hidden in Word {_were(counts['hidden'])} left out."
    pictured = [_counted(counts[what], what) for what in ("diagram", "chart") if counts[what]]
    if pictured:
        yield f"The words in {' and '.join(pictured)} were not read."
    if counts["part"]:
        part = f"{_counted(counts['part'], 'part')} from other files {_were(counts['part'])} not read."
        yield f"{part} Open it in Word and save it again: then they are its own."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _in_parts() -> Problem:
    return Problem(
        "This Word document only holds other files.",
        "Their words become its own once Word has saved it.",
        "Open it in Word, save it again as .docx, and import that.",
    )
