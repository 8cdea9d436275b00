"""Lists of references in BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.problem import Problem
from qualcode.transcripts.references.latex import plain_words
from qualcode.transcripts.references.reference import OTHERS, Reference, not_too_many
from qualcode.transcripts.references.study import study_named

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s=,{}()\"#%]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_LONGEST = 100_000  # characters of a value that is put together
_YEAR = re.compile(r"\d{4}")
_JOURNALS = (
    "journal",
    "journaltitle",
    "booktitle",
    "publisher",
    "institution",
    "school",
    "organization",
    "howpublished",
)


def references_in(text: str) -> list[Reference]:
    """The references of a BibTeX file; raises Problem with the line where an entry does not end."""
    return [_reference(fields) for fields in not_too_many(_entries(text))]


def _entries(text: str) -> Iterator[dict[str, str]]:
    """The fields of each entry, as written; @string is put in, @comment and @preamble are passed over."""
    strings: dict[str, str] = {}
    at = 0
    while (found := _ENTRY.search(text, at)) is not None:
        kind = found[1].casefold()
        close = "}" if found[2] == "{" else ")"
        reader = _Reader(text, found.end(), close, strings, found.start())
        if kind in ("comment", "preamble"):
            reader.at -= 1
            reader.pass_all()
        elif kind == "string":
            strings.update(reader.fields())
        else:
            reader.skip_key()
            yield reader.fields()
        at = reader.at


@dataclass
class _Reader:
    """Reads one entry, begun at `begins`, from `at` to its `close`."""

    text: str
    at: int
    close: str
    strings: Mapping[str, str]
    begins: int

    def skip_key(self) -> None:
        found = re.compile(r"[^,={}()\"]*,").match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def pass_all(self) -> None:
        """Go on after all that the brackets at `at` hold; after the bracket alone where they do not end."""
        after = self.at + 1
        try:
            self._enclosed(self.close)
        except Problem:
            self.at = after

    def fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        while True:
            while self.at < len(self.text) and (self.text[self.at].isspace() or self.text[self.at] == ","):
                self.at += 1
            if self.at >= len(self.text):
                raise self._unended()
            if self.text[self.at] == self.close:
                self.at += 1
                return fields
            found = _KEY.match(self.text, self.at)
            if found is None:
                self._pass_over()
                continue
            self.at = found.end()
            fields.setdefault(found[1].casefold(), self.value())

    def _pass_over(self) -> None:
        """Go on after what is no field: to the next comma, the entry's end, or the next line."""
        found = re.compile(r"[^,\n" + re.escape(self.close) + "]+").match(self.text, self.at)
        self.at = found.end() if found else self.at + 1

    def value(self) -> str:
        """A value: pieces in braces, quotes or bare, joined by #."""
        pieces: list[str] = []
        length = 0
        while True:
            self._skip_space()
            piece = self._piece()
            length += len(piece)
            if not pieces or length <= _LONGEST:  # what is made of @string may double with each of them
                pieces.append(piece)
            self._skip_space()
            if self.text[self.at : self.at + 1] != "#":
                return "".join(pieces)
            self.at += 1

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _piece(self) -> str:
        first = self.text[self.at : self.at + 1]
        if first in ("{", '"') and first:
            return self._enclosed("}" if first == "{" else '"')
        found = _BARE.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return self.strings.get(found[0].casefold(), found[0])

    def _enclosed(self, close: str) -> str:
        depth = 0
        start = self.at + 1
        at = start
        while at < len(self.text):
            character = self.text[at]
            if character == "\\":
                at += 2
                continue
            if character == close and depth == 0:
                self.at = at + 1
                return self.text[start:at]
            depth += (character == "{") - (character == "}")
            at += 1
        raise self._unended()

    def _unended(self) -> Problem:
        line = self.text.count("\n", 0, self.begins) + 1
        return Problem(
            f"The entry that begins in line {line} does not end.",
            "A brace or a quotation mark is missing in it.",
            "Export the references again, or put the missing mark in.",
        )


def _reference(fields: Mapping[str, str]) -> Reference:
    words = {key: plain_words(value) for key, value in fields.items()}
    year = _YEAR.search(words.get("year") or words.get("date") or "")
    title = words.get("title", "")
    if words.get("subtitle"):
        title = f"{title}: {words['subtitle']}"
    authors = _authors(fields.get("author") or fields.get("editor") or "")
    publisher = next((words[key] for key in _JOURNALS if words.get(key)), "")
    return Reference(
        authors=authors,
        year=year[0] if year else "",
        title=title,
        publisher=publisher,
        doi=words.get("doi", ""),
        url=words.get("url", ""),
        study=study_named(words.get("type", ""), title, words.get("keywords", "")),
        files=tuple(_files(fields.get("file", ""))),
    )


def _authors(value: str) -> tuple[str, ...]:
    """The authors of `A and B and {A Body}`, each as `Family, Given`."""
    return tuple(name for part in _split(value) if (name := _name(part.strip())))


def _split(value: str) -> Iterator[str]:
    """The parts between ` and `, where no brace is open."""
    depth = start = 0
    for found in re.finditer(r"[{}]|(?<=\s)and(?=\s)", value):
        if found[0] == "and":
            if depth == 0:
                yield value[start : found.start()]
                start = found.end()
        elif value[found.start() - 1 : found.start()] != "\\":
            depth += 1 if found[0] == "{" else -1
    yield value[start:]


def _name(name: str) -> str:
    if name.casefold() == OTHERS:
        return OTHERS
    if name.startswith("{") and name.endswith("}") and name.count("{") == 1:
        return plain_words(name)
    words = plain_words(name)
    if "," in words:
        parts = [part.strip() for part in words.split(",")]
        return f"{parts[0]}, {parts[-1]}" if parts[-1] else parts[0]
    parts = words.split()
    if len(parts) < 2:
        return words
    # Where a small word stands within a name, the family name begins with it: van der Berg.
    particle = next((n for n, part in enumerate(parts[1:-1], 1) if part[:1].islower()), len(parts) - 1)
    return f"{' '.join(parts[particle:])}, {' '.join(parts[:particle])}"


def _files(value: str) -> Iterator[str]:
    """The file names of `Full text:folder/name.pdf:application/pdf;…`, and of a plain path."""
    for entry in re.split(r"(?<!\\);", value):
        for part in re.split(r"(?<!\\):(?!\\)", entry):
            name = re.split(r"[/\\]", part.replace("\\:", ":").replace("\\_", "_"))[-1].strip(" {}")
            if re.search(r"\.\w{2,5}$", name):
                yield name
