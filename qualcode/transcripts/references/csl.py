"""Lists of references in JSON: CSL, and Zotero's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from qualcode.problem import Problem
from qualcode.transcripts.references.reference import Reference, not_too_many
from qualcode.transcripts.references.study import study_named

_YEAR = re.compile(r"\d{4}")
_REMEDY = "Export the references again, as CSL JSON, RIS or BibTeX."


def references_in(text: str) -> list[Reference]:
    """The references of a JSON file; raises Problem with the line that cannot be read, and for other lists."""
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise Problem(
            f"Line {error.lineno} cannot be read.", "A mark is missing there, or one too many.", _REMEDY
        ) from error
    except (RecursionError, ValueError) as error:  # nested without end, or a number of thousands of digits
        raise Problem("This is no list of references.", "", _REMEDY) from error
    if isinstance(held, dict):
        held = held.get("items", held.get("references", [held]))
    if not isinstance(held, list):
        held = []
    found = [_reference(item) for item in not_too_many(held) if isinstance(item, dict) and item.get("title")]
    if not found:
        raise Problem("This is no list of references.", "Nothing in it has a title.", _REMEDY)
    return found


def _reference(item: dict[str, Any]) -> Reference:
    title = _words(item.get("title"))
    tags = "; ".join(_words(tag.get("tag")) for tag in _listed(item.get("tags")) if isinstance(tag, dict))
    year = _YEAR.search(_issued(item.get("issued")) or _words(item.get("date")))
    journal = item.get("container-title") or item.get("publicationTitle") or item.get("publisher")
    publisher = journal or item.get("institution") or item.get("university")
    return Reference(
        authors=tuple(_authors(item)),
        year=year[0] if year else "",
        title=title,
        publisher=_words(publisher),
        doi=_words(item.get("DOI")),
        url=_words(item.get("URL") or item.get("url")),
        study=study_named(
            _words(item.get("genre") or item.get("reportType")), title, _words(item.get("keyword")) or tags
        ),
        files=tuple(_files(item)),
    )


def _authors(item: dict[str, Any]) -> Iterator[str]:
    creators = [one for one in _listed(item.get("creators")) if isinstance(one, dict)]
    written = [one for one in creators if one.get("creatorType") == "author"] or creators
    people = _listed(item.get("author")) or written or _listed(item.get("editor"))
    for person in people:
        if not isinstance(person, dict):
            yield _words(person)
            continue
        particle = _words(person.get("non-dropping-particle"))
        family = _words(person.get("family") or person.get("lastName"))
        given = _words(person.get("given") or person.get("firstName"))
        name = ", ".join(part for part in (f"{particle} {family}".strip(), given) if part)
        name = name or _words(person.get("literal") or person.get("name"))
        if name:
            yield name


def _files(item: dict[str, Any]) -> Iterator[str]:
    for attachment in _listed(item.get("attachments")):
        if isinstance(attachment, dict):
            path = _words(attachment.get("path") or attachment.get("filename") or attachment.get("localPath"))
            if path:
                yield re.split(r"[/\\]", path)[-1]


def _issued(value: Any) -> str:
    if isinstance(value, dict):
        parts = _listed(value.get("date-parts"))
        if parts and _listed(parts[0]):
            return _words(parts[0][0])
        return _words(value.get("raw") or value.get("literal"))
    return _words(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    return (
        " ".join(re.sub(r"</?(?:i|b|sup|sub|span)\b[^>]*>", "", str(value)).split())
        if isinstance(value, str | int)
        else ""
    )
