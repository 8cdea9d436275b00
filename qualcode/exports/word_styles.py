"""The styles of a Word report: our own, fitted into whatever a template already has."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAID = ("Excerpt", "ExcerptQuestion", "CardWords", "Turn", "TurnAsked")
_NO_LANGUAGE = "x-none"
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
    _indent_as_quotes(styles, {ids[style.get(f"{_W}styleId", "")] for style in missing}, ids)
    return ids


def _indent_as_quotes(styles: _Element, added: set[str], ids: Mapping[str, str]) -> None:
    """Let our attributions begin where a template's quotes do."""
    by_id = {style.get(f"{_W}styleId"): style for style in styles.findall(f"{_W}style")}
    quote, attribution = by_id[ids["Quote"]], by_id[ids["Attribution"]]
    if ids["Quote"] in added or ids["Attribution"] not in added:
        return
    ours = attribution.find(f"{_W}pPr/{_W}ind")
    if ours is not None:
        theirs = quote.find(f"{_W}pPr/{_W}ind")
        ours.attrib.clear()
        for key, value in () if theirs is None else theirs.attrib.items():
            ours.set(key, value)


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


def speak(styles: _Element, language: str, ids: Mapping[str, str]) -> None:
    """Set the language of people's words to that of a tag, and where there is none to that of no spelling checker."""
    by_id = {style.get(f"{_W}styleId"): style for style in styles.findall(f"{_W}style")}
    for name in _SAID:
        style = by_id[ids[name]]
        properties = style.find(f"{_W}rPr")
        if properties is None:
            properties = style.makeelement(f"{_W}rPr")
            before = style.find(f"{_W}pPr")
            style.insert(len(style) if before is None else style.index(before) + 1, properties)
        for old in properties.findall(f"{_W}lang"):
            properties.remove(old)
        tag = language or _NO_LANGUAGE
        properties.append(properties.makeelement(f"{_W}lang", {f"{_W}val": tag, f"{_W}bidi": tag}))


def leave_headings_unnumbered(styles: _Element) -> None:
    """Switch off a template's numbering of headings, which would stand before the indexes of the codebook."""
    for style in styles.findall(f"{_W}style"):
        if style.get(f"{_W}type") == "paragraph" and _name(style).startswith("heading "):
            for numbering in style.iterfind(f"{_W}pPr/{_W}numPr"):
                del numbering[:]
                numbering.append(numbering.makeelement(f"{_W}numId", {f"{_W}val": "0"}))


def tab_stops(styles: _Element, style_id: str) -> list[int]:
    """The places in twips of the tab stops that a style sets or takes from those it is based on, from the left."""
    by_id = {style.get(f"{_W}styleId"): style for style in styles.findall(f"{_W}style")}
    found: set[int] = set()
    above: str | None = style_id
    while above is not None and (style := by_id.pop(above, None)) is not None:
        places = (tab.get(f"{_W}pos", "") for tab in style.iterfind(f"{_W}pPr/{_W}tabs/{_W}tab"))
        found |= {int(place) for place in places if place.lstrip("-").isdecimal()}
        based_on = style.find(f"{_W}basedOn")
        above = None if based_on is None else based_on.get(f"{_W}val")
    return sorted(found)


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
