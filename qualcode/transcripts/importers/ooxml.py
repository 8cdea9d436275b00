"""Names in Word's XML, whose two dialects (transitional and strict) differ in namespaces alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset(("0", "false", "off", "none"))


def tag_of(element: _Element) -> str:
    """The local name; empty for what is no element."""
    return local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)  # a document has a few dozen names, some of them ten thousand times
def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: _Element, name: str) -> str:
    """The attribute of that local name, empty where there is none."""
    for key, value in element.attrib.items():
        if local(str(key)) == name:
            return str(value)
    return ""


def value_of(element: _Element) -> str:
    """The attribute `val`, in which most elements say what they have to say."""
    return attribute(element, "val")


def is_on(element: _Element) -> bool:
    """True for a switch that is set: `<w:b/>`, `<w:b w:val="1"/>`."""
    return value_of(element).lower() not in _OFF


def child_of(element: _Element | None, name: str) -> _Element | None:
    """The first child of that local name."""
    if element is None:
        return None
    return next((child for child in element if tag_of(child) == name), None)


def number_in(element: _Element | None, otherwise: int | None = None) -> int | None:
    """The whole number in `val`, `otherwise` where there is no element or no number of a sane size."""
    text = "" if element is None else value_of(element)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        return otherwise
    return int(text)


def value_below(element: _Element, name: str) -> str | None:
    """The `val` of the first child of that local name, None where there is none."""
    found = child_of(element, name)
    return None if found is None else value_of(found)
