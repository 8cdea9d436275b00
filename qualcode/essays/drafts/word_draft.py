"""A Word document as a draft: words as they will be printed, whatever runs and boxes they are broken into."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.essays.drafts.draft import Beside, Paragraph, Read, Where
from qualcode.essays.drafts.word_looks import is_hidden, styles_named
from qualcode.essays.drafts.written import Written, written
from qualcode.transcripts.importers.ooxml import tag_of
from qualcode.transcripts.importers.package import WORD, Package, damaged
from qualcode.transcripts.importers.word_margin import notes_of

if TYPE_CHECKING:
    from lxml.etree import _Element


_AROUND = re.compile(r"(header|footer)\d*\.xml")
_BESIDE = re.compile(r"(comments|core|app|custom)\d*\.xml")
_CALLED = {"comments": "a comment"}
_PROPERTIES = "the file’s properties"


def read(data: bytes) -> Read:
    """The paragraphs of a Word document; raises Problem where it is damaged, locked or something else."""
    package = Package(data)
    root = package.xml(package.main_part())
    if tag_of(root) != "document":
        raise damaged(WORD, "It holds no Word text.")
    part = package.related_part("styles")
    styles = styles_named(None if part is None else package.xml(part))

    def notes(where: Where) -> Mapping[str, _Element]:
        return notes_of(package, f"{where}s")

    around = list(_around(package))
    paragraphs = (
        Paragraph(
            one.words,
            one.where,
            one.note,
            one.set_apart(styles),
            one.style in styles.headings,
            one.cell,
            tuple(one.signs),
        )
        for one in [*written(root, notes), *around]
    )
    return Read(tuple(paragraphs), tuple(_beside(package, root)))


def _around(package: Package) -> Iterator[Written]:
    """The paragraphs of headers and footers, those that say the same once: most are in the file several times."""
    known: set[str] = set()
    for name in sorted(package.names()):
        kind = _AROUND.fullmatch(posixpath.basename(name))
        if kind is not None:
            for one in written(package.xml(name), lambda _: {}, Where(kind[1])):
                if one.words not in known:
                    known.add(one.words)
                    yield one


def _beside(package: Package, root: _Element) -> Iterator[Beside]:
    """What goes with the file beside its text: comments, properties, words that were deleted or are hidden."""
    for name in package.names():
        kind = _BESIDE.fullmatch(posixpath.basename(name))
        if kind is None:
            continue
        what = _CALLED.get(kind[1], _PROPERTIES)
        for part in package.xml(name).iter("{*}p") if kind[1] in _CALLED else package.xml(name):
            words = "".join(map(str, part.itertext()))
            if words.strip():
                yield Beside(what, words)
    for change in root.iter("{*}del", "{*}moveFrom"):
        words = "".join(text.text or "" for text in change.iter("{*}delText", "{*}t"))
        if words.strip():
            yield Beside("deleted words", words)
    for run in root.iter("{*}r"):
        words = "".join(text.text or "" for text in run.iter("{*}t")) if is_hidden(run) else ""
        if words.strip():
            yield Beside("hidden words", words)
