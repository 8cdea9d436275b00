"""The styles of a Word report: our own, fitted into whatever a template already has."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def our_styles() -> _Element:
    """The `w:styles` of a report that follows no template."""
    from lxml import etree

    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False)
    return etree.fromstring(files(__package__).joinpath("word_styles.xml").read_bytes(), parser)


def fit(styles: _Element) -> Mapping[str, str]:
    """Add the styles that `styles` lacks; give our style ids with the ids they have there.

    A style is known by its name, since Word translates ids and not names.
    """
    ours = our_styles().findall(f"{_W}style")
    there = {
        (style.get(f"{_W}type"), _name(style)): style.get(f"{_W}styleId", "")
        for style in styles.findall(f"{_W}style")
    }
    taken = {style_id.casefold() for style_id in there.values()}
    ids: dict[str, str] = {}
    missing: list[_Element] = []
    for style in ours:
        ours_id = style.get(f"{_W}styleId", "")
        known = there.get((style.get(f"{_W}type"), _name(style)))
        if known is None:
            known = _free(ours_id, taken)
            taken.add(known.casefold())
            missing.append(style)
        ids[ours_id] = known
    defaults = {style.get(f"{_W}type") for style in styles.findall(f"{_W}style") if style.get(f"{_W}default")}
    for style in missing:
        added = deepcopy(style)
        added.set(f"{_W}styleId", ids[style.get(f"{_W}styleId", "")])
        if added.get(f"{_W}type") in defaults:
            added.attrib.pop(f"{_W}default", "")
        for reference in ("basedOn", "next", "link"):
            for element in added.findall(f"{_W}{reference}"):
                element.set(f"{_W}val", ids[element.get(f"{_W}val", "")])
        styles.append(added)
    return ids


def speak_british(styles: _Element) -> None:
    """Set the language of the document defaults, and of any style that names one, to British English."""
    defaults = styles.find(f"{_W}docDefaults")
    if defaults is None:
        defaults = deepcopy(our_styles()[0])
        for part in defaults.iter(f"{_W}rFonts", f"{_W}sz", f"{_W}szCs", f"{_W}spacing"):
            _remove(part)
        styles.insert(0, defaults)
    holder = defaults.find(f"{_W}rPrDefault")
    if holder is None:
        holder = defaults.makeelement(f"{_W}rPrDefault")
        defaults.insert(0, holder)
    properties = holder.find(f"{_W}rPr")
    if properties is None:
        properties = holder.makeelement(f"{_W}rPr")
        holder.append(properties)
    if properties.find(f"{_W}lang") is None:
        language = properties.makeelement(f"{_W}lang")
        later = [properties.find(f"{_W}{name}") for name in ("eastAsianLayout", "specVanish", "oMath")]
        place = next((properties.index(element) for element in later if element is not None), len(properties))
        properties.insert(place, language)
    for language in styles.iter(f"{_W}lang"):
        language.set(f"{_W}val", "en-GB")


def _name(style: _Element) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else name.get(f"{_W}val", "").casefold()


def _free(wanted: str, taken: set[str]) -> str:
    candidate, number = wanted, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{wanted}{number}"
    return candidate


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
