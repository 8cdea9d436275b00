"""The numbers and bullets of lists, counted as Word counts them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import attribute, child_of, is_on, number_in, tag_of, value_of
from qualcode.transcripts.importers.word_numbers import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

BULLET = "•"
LEVELS = 9
_LONGEST = 60  # characters of a label; what a file claims beyond it is no number
_PICTURE_FONTS = ("wingdings", "webdings", "symbol", "zapf", "monotype sorts", "opensymbol")
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: `text` holds `%1` for the number of the first level.

    `restart` counts levels from 1: the number starts anew after an item of that level or a higher one;
    0 is never, None after any higher one.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    divider: str = " "
    restart: int | None = None
    digits: bool = False


@dataclass(slots=True)
class _Series:
    """One count that several lists may share: the last number of each level, None where it starts anew."""

    levels: dict[int, Level]
    last: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _List:
    """A list: its series, what it says differently from it, and the levels that it starts anew at first use."""

    series: _Series
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists of a document; `label` must be asked for each item once, in order."""

    def __init__(self, root: _Element | None, list_of_style: Callable[[str], str | None]) -> None:
        self._list_of_style = list_of_style
        self._abstract: dict[str, _Element] = {}
        self._nums: dict[str, _Element] = {}
        self._linked: dict[str, str] = {}
        self._styled: dict[str, dict[str, int]] = {}
        self._lists: dict[str, _List | None] = {}
        self._series: dict[str, _Series] = {}
        for child in () if root is None else root:
            tag = tag_of(child)
            if tag == "abstractNum":
                number = attribute(child, "abstractNumId")
                self._abstract[number] = child
                link = child_of(child, "styleLink")
                if link is not None:
                    self._linked[value_of(link)] = number
            elif tag == "num":
                self._nums[attribute(child, "numId")] = child

    def label(self, number: str, level: int) -> str:
        """What stands before the next item of the list `number` at `level` (from 0), with the space after it."""
        if not 0 <= level < LEVELS:
            return ""
        found = self._list(number)
        if found is None:
            return ""
        last = found.series.last
        if level in found.starts:
            last[level] = found.starts.pop(level) - 1
        own = found.levels.get(level, Level())
        before = last[level]
        last[level] = own.start if before is None else before + 1
        self._start_deeper_anew(found, level)
        return self._written(found, own, level)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list keeps for a paragraph style, 0 where it keeps none."""
        if number not in self._styled:
            found = self._abstract.get(self._abstract_of(number) or "")
            styles: dict[str, int] = {}
            for child in () if found is None else found:
                link = child_of(child, "pStyle") if tag_of(child) == "lvl" else None
                if link is not None:
                    styles[value_of(link)] = _level_number(child)
            self._styled[number] = styles
        return self._styled[number].get(style, 0)

    def _start_deeper_anew(self, found: _List, level: int) -> None:
        for deeper in range(level + 1, LEVELS):
            if found.series.last[deeper] is None:
                continue
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or 0 < level + 1 <= restart:
                found.series.last[deeper] = None

    def _written(self, found: _List, own: Level, level: int) -> str:
        if own.style == "bullet":
            return own.text + own.divider if own.text else ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at > level:
                return ""
            of = found.levels.get(at, Level())
            count = found.series.last[at]
            style = "decimal" if own.digits and of.style != "none" else of.style
            return written(of.start if count is None else count, style)

        text = _PLACE.sub(number, own.text)
        return text + own.divider if text.strip() else ""

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _abstract_of(self, number: str) -> str | None:
        """The id of the definition that a list follows, through the styles it may be given by."""
        for _ in range(LEVELS):  # definitions may point at each other in circles
            num = self._nums.get(number)
            link = child_of(num, "abstractNumId")
            if link is None:
                return None
            abstract = value_of(link)
            by_style = child_of(self._abstract.get(abstract), "numStyleLink")
            if by_style is None:
                return abstract
            style = value_of(by_style)
            if style in self._linked:
                return self._linked[style]
            onward = self._list_of_style(style)
            if onward is None or onward == number:
                return None
            number = onward
        return None

    def _read(self, number: str) -> _List | None:
        abstract = self._abstract_of(number)
        if abstract is None or abstract not in self._abstract:
            return None
        if abstract not in self._series:
            levels = {
                _level_number(child): _level(child) for child in self._abstract[abstract] if tag_of(child) == "lvl"
            }
            self._series[abstract] = _Series(levels)
        series = self._series[abstract]
        levels, starts = dict(series.levels), {}
        for override in self._nums[number]:
            if tag_of(override) != "lvlOverride":
                continue
            at = _level_number(override)
            own, start = child_of(override, "lvl"), number_in(child_of(override, "startOverride"))
            if own is not None:
                levels[at] = _level(own)
            if start is not None:
                starts[at] = start
                levels[at] = replace(levels.get(at, Level()), start=start)
        return _List(series, levels, starts)


def _level_number(element: _Element) -> int:
    text = attribute(element, "ilvl")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _level(element: _Element) -> Level:
    facts = {tag_of(child): child for child in element}
    divider = value_of(facts["suff"]) if "suff" in facts else "tab"
    style = value_of(facts["numFmt"]) if "numFmt" in facts else "decimal"
    text = value_of(facts["lvlText"])[:_LONGEST] if "lvlText" in facts else ""
    fonts = child_of(facts.get("rPr"), "rFonts")
    font = "" if fonts is None else attribute(fonts, "ascii")
    return Level(
        start=number_in(facts.get("start"), 0) or 0,
        style=style or "decimal",
        text=_bullet(text, font) if style == "bullet" else text,
        divider="" if divider == "nothing" else " ",
        restart=number_in(facts.get("lvlRestart")),
        digits="isLgl" in facts and is_on(facts["isLgl"]),
    )


def _bullet(sign: str, font: str) -> str:
    """The sign itself where it is a dash or a star; a letter, or any sign of a picture font, is drawn as a bullet."""
    sign = sign.strip()
    pictured = font.casefold().startswith(_PICTURE_FONTS)
    if sign and not pictured and all(unicodedata.category(character)[0] in "PS" for character in sign):
        return sign
    return BULLET if sign else ""
