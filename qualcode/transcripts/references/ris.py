"""Lists of references in RIS, as EndNote, Zotero and databases write it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from qualcode.problem import Problem
from qualcode.transcripts.references.reference import Reference, not_too_many
from qualcode.transcripts.references.study import study_named

_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{0,2}-(?:\s(.*)|)$")
_LONGEST = 20_000  # characters of a value; only abstracts come near it, and they are not kept
_YEAR = re.compile(r"\d{4}")
_Fields = dict[str, list[str]]


def references_in(text: str) -> list[Reference]:
    """The references of a RIS file; raises Problem with the line that belongs to none."""
    return [_reference(fields) for fields in not_too_many(_records(text))]


def _records(text: str) -> Iterator[_Fields]:
    """The lines of each reference by tag; one without its end line ends where the next begins."""
    fields: _Fields | None = None
    last = ""
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAG.match(line.rstrip())
        if not line.strip():
            continue
        if found is None:
            if fields is None:
                raise _no_reference(number)
            if last and len(fields[last][-1]) < _LONGEST:
                fields[last][-1] = f"{fields[last][-1]} {line.strip()}".strip()
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY":
            if fields:
                yield fields
            fields = defaultdict(list)
        elif fields is None:
            raise _no_reference(number)
        if tag == "ER":
            yield fields
            fields, last = None, ""
            continue
        fields[tag].append(value)
        last = tag
    if fields:
        yield fields


def _no_reference(number: int) -> Problem:
    return Problem(
        f"Line {number} belongs to no reference.",
        "Each reference in a RIS file begins with a line “TY  - ”.",
        "Export the references again, in the format RIS.",
    )


def _reference(fields: _Fields) -> Reference:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, []) if value), "")

    authors = [value for tag in ("AU", "A1") for value in fields.get(tag, []) if value]
    authors = authors or [value for tag in ("A2", "ED") for value in fields.get(tag, []) if value]
    year = _YEAR.search(first("PY", "Y1", "DA", "Y2"))
    title = first("TI", "T1", "CT", "BT", "ST")
    return Reference(
        authors=tuple(author.rstrip(",") for author in authors),
        year=year[0] if year else "",
        title=title,
        publisher=first("JO", "JF", "T2", "JA", "J2", "PB"),
        doi=first("DO"),
        url=first("UR"),
        study=study_named(
            first("M3") if fields.get("TY") != ["JOUR"] else "", title, "; ".join(fields.get("KW", []))
        ),
        files=tuple(re.split(r"[/\\]", value)[-1] for tag in ("L1", "L4") for value in fields.get(tag, []) if value),
    )
