"""How paragraphs and runs of a Word draft look: styles for quotations and headings, indentation, hidden words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import attribute, child_of, number_in, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTATION = re.compile(r"quot|block ?text|zitat|^cita|extract|verbatim", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|title|überschrift|titel)\b", re.IGNORECASE)
_LIST = re.compile(r"list|toc|bibliograph|hanging|aufz", re.IGNORECASE)
_DEEPEST = 12  # styles that build on each other
_LEAST_INDENT = 400  # twentieths of a point, some 7 mm
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Styles:
    """The ids of the paragraph styles for quotations, of those for headings, and of others that are indented."""

    quotations: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    indented: frozenset[str] = frozenset()


def styles_named(styles: _Element | None) -> Styles:
    """The styles of a document, told by their names and what they build on."""
    if styles is None:
        return Styles()
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    outlined: set[str] = set()
    indents: dict[str, bool] = {}
    for style in styles.iter("{*}style"):
        identifier = attribute(style, "styleId")
        name, base = child_of(style, "name"), child_of(style, "basedOn")
        names[identifier] = identifier if name is None else value_of(name)
        if base is not None:
            bases[identifier] = value_of(base)
        properties = child_of(style, "pPr")
        if number_in(child_of(properties, "outlineLvl"), 9) != 9:
            outlined.add(identifier)
        indent = child_of(properties, "ind")
        if indent is not None and (attribute(indent, "left") or attribute(indent, "start")):
            indents[identifier] = is_indented(indent)
    quotations, headings, indented = set(), set(), set()
    for identifier in names:
        line = _line_of(identifier, bases)
        if any(_QUOTATION.search(names.get(one, "")) for one in line):
            quotations.add(identifier)
        elif any(_HEADING.match(names.get(one, "")) or one in outlined for one in line):
            headings.add(identifier)
        elif next((indents[one] for one in line if one in indents), False) and not any(
            _LIST.search(names.get(one, "")) for one in line
        ):
            indented.add(identifier)
    return Styles(frozenset(quotations), frozenset(headings), frozenset(indented))


def _line_of(identifier: str, bases: Mapping[str, str]) -> list[str]:
    """A style and those it builds on."""
    line = [identifier]
    while line[-1] in bases and len(line) < _DEEPEST:
        line.append(bases[line[-1]])
    return line


def is_indented(indent: _Element) -> bool:
    """Whether `ind` moves a paragraph in as a quotation is; a hanging one is a list's or a reference's."""
    side = (attribute(indent, "left") or attribute(indent, "start")).removesuffix("pt")
    return side.isdigit() and int(side) >= _LEAST_INDENT and attribute(indent, "hanging") in ("", "0")


def is_hidden(run: _Element) -> bool:
    """Whether a run's words are hidden, so that they are not printed."""
    properties = child_of(run, "rPr")
    hidden = child_of(properties, "vanish")
    return hidden is not None and attribute(hidden, "val") not in _OFF
