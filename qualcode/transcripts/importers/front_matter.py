"""What a Markdown file says of itself in the lines between `---` and `---` at its top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.transcripts.importers.kinds import kind_named
from qualcode.transcripts.transcript import Kind

_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*)|\s*)$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_REFERENCE = {
    "author": "authors",
    "authors": "authors",
    "year": "year",
    "title": "title",
    "publisher": "publisher",
    "journal": "publisher",
    "doi": "doi",
    "url": "url",
    "study": "study",
    "strength": "strength",
}


@dataclass(frozen=True)
class FrontMatter:
    """Kind, title, date and reference as written; `warnings` are sentences."""

    kind: Kind | None = None
    title: str | None = None
    date: str | None = None
    reference: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def front_matter(source: str) -> tuple[FrontMatter, str]:
    """The front matter of `source` and the text below it; nothing and all of it where there is none."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        return FrontMatter(), source
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return FrontMatter(), source
    values = _values(lines[1:end])
    if values is None:
        return FrontMatter(), source
    kind, warnings = _kind(values)
    reference = {name: values[key] for key, name in _REFERENCE.items() if values.get(key)}
    found = FrontMatter(kind, values.get("title") or None, values.get("date") or None, reference, warnings)
    return found, "\n".join(lines[end + 1 :])


def _values(lines: list[str]) -> dict[str, str] | None:
    """The values by lower-case key, lists joined by commas; None where lines are no `key: value`."""
    values: dict[str, str] = {}
    key = ""
    for line in lines:
        found = _KEY.match(line)
        item = _ITEM.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if found:
            key = found[1].strip().lower()
            values[key] = _unquoted(found[2] or "")
        elif item and key:
            values[key] = ", ".join(filter(None, (values[key], _unquoted(item[1]))))
        elif line.startswith((" ", "\t")) and key:
            value = "" if values[key] in ("|", ">", "|-", ">-") else values[key]
            values[key] = f"{value} {line.strip()}".strip()
        else:
            return None
    return values


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == "[" and value[-1] == "]":
        return ", ".join(_unquoted(part) for part in value[1:-1].split(","))
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _kind(values: Mapping[str, str]) -> tuple[Kind | None, tuple[str, ...]]:
    word = values.get("kind", "")
    kind = kind_named(word) if word else None
    if kind is not None or not word:
        return kind, ()
    kinds = ", ".join(kind.value for kind in Kind)
    return None, (f"“{word}” is not a kind of document that is known; the kinds are: {kinds}.",)
