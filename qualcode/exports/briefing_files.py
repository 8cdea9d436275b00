"""The files of briefing papers: never over one that is there, and what changed since the last one was written.

Of a paper that was written the study keeps no words, only marks by which its lines are known again: what is taken
out of the study later does not stay behind in them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from qualcode.exports.briefing import EMPTY
from qualcode.exports.figures import Table
from qualcode.exports.files import Written, check_name, file_name
from qualcode.exports.gather_briefing import Briefing
from qualcode.exports.page import Facts, Page, Paragraph, Part
from qualcode.exports.phrases import counted, day_in_words, listed
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.writing import check_ending, page_writer
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES, Names
from qualcode.problem import Problem

FORMATS = {".docx": "Word", ".html": "A web page", ".md": "Markdown"}
_MOST_NUMBERED = 999
_INDEX = re.compile(r"[A-Z]{0,2}\.?\d+(\.\d+)*")  # of a code or a question: 1.2, C.1, Q4
_QUOTE, _NUMBERS, _WORDS = "quote", "numbers of", "paragraph"


def check_format(suffix: str, what: str = "A briefing paper") -> None:
    """Raise Problem where papers are not written as files with this ending; `what` says what they are."""
    check_ending(suffix, what, FORMATS)


def paper_path(
    folder: Path, called: str, suffix: str, names: Names = NO_NAMES, *, outside: bool = False, what: str = "briefing"
) -> Path:
    """What the paper of an area is called, before it is known which number is free; `what` says what it is."""
    return folder / file_name(f"{names.show(called)} {what}{' outside' if outside else ''}", suffix)


def free_paths(path: Path, suffixes: Sequence[str]) -> tuple[Path, ...]:
    """The file in each format under the first number that none of them has: `Access briefing 2.docx`.

    Raises Problem where there are too many.
    """
    for number in range(1, _MOST_NUMBERED + 1):
        stem = path.stem if number == 1 else f"{path.stem} {number}"
        found = tuple(path.with_name(f"{stem}{suffix}") for suffix in suffixes)
        if not any(os.path.lexists(one) for one in found):
            return found
    raise Problem(f"There are {_MOST_NUMBERED} files called like “{path.name}”.", remedy="Choose another folder.")


def write_papers(
    papers: Sequence[Briefing],
    wanted: Mapping[str, Path],
    suffixes: Sequence[str],
    *,
    template: Path | None = None,
    names: Names = NO_NAMES,
) -> list[Written]:
    """Write each paper, in every format, beside what is there; `wanted` says where by the id of its area.

    Raises Problem where a file cannot be written, or would be called by a name of the study's list.
    """
    for suffix in suffixes:
        check_format(suffix)
    places = [free_paths(wanted[one.area_id], suffixes) for one in papers]
    for path in (path for found in places for path in found):
        check_name(path, names)
    written: list[Written] = []
    for one, found in zip(papers, places, strict=True):
        made = [page_writer(path, template=template if path.suffix == ".docx" else None)(one.page) for path in found]
        written.append(
            Written(
                tuple(path for each in made for path in each.paths),
                tuple(said for each in made for said in each.sentences),
            )
        )
    return written


# What changed since the last one


@dataclass(frozen=True)
class Marks:
    """What a paper held on the `day` it was written: for each section, every line's name and a mark of its words."""

    day: date
    sections: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, page: Page) -> Marks:
        """Those of a page."""
        found: dict[str, dict[str, str]] = {}
        for section in page.sections:
            if section.level == 1:
                above = section.title
            lines = found.setdefault(above, {})
            for part in section.parts:
                lines |= dict(_lines(part))
        return cls(page.made_on.date(), found)

    def as_kept(self) -> str:
        """As the study keeps them."""
        return json.dumps({"day": self.day.isoformat(), "sections": self.sections}, ensure_ascii=False)

    @classmethod
    def from_kept(cls, kept: str | None) -> Marks | None:
        """Those that were kept; None where none were, or they are not understood."""
        try:
            held = json.loads(kept or "")
            sections = {
                str(title): {str(name): str(mark) for name, mark in lines.items()}
                for title, lines in held["sections"].items()
            }
            return cls(date.fromisoformat(held["day"]), sections)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def kept_under(area_id: str, audience: Audience) -> str:
    """The setting under which the marks of an area's last paper for some readers are kept."""
    return f"briefing-{audience}-{area_id}"


def changes(before: Marks | None, now: Marks) -> tuple[str, ...]:
    """What is new, changed or gone since the last paper, a sentence for each section; empty where there was none."""
    if before is None:
        return ()
    said = []
    for title in dict.fromkeys((*now.sections, *before.sections)):
        told = list(_told(before.sections.get(title, {}), now.sections.get(title, {})))
        if told:
            said.append(f"{title}: {'; '.join(told)}.")
    since = f"since the one of {day_in_words(before.day)}"
    return (f"Changed {since}:", *said) if said else (f"Nothing changed {since}.",)


def _lines(part: Part) -> Iterator[tuple[str, str]]:
    """The name and the mark of each line; a name holds nobody's words."""
    if isinstance(part, PrintedExcerpt):
        yield f"{_QUOTE} {part.id}", _mark(part.attribution.text, part.words.text, str(part.against))
    elif isinstance(part, Table):
        for row in part.every_row:
            text = part.text(row)
            index = text[0].split(" ", 1)[0]
            name = index if _INDEX.fullmatch(index) else f"“{text[0]}”" if row is part.base else _mark(text[0])
            yield f"{_NUMBERS} {name} {_mark(part.caption)}", _mark(*(c.name for c in part.columns), *text)
    elif isinstance(part, Paragraph) and not part.words.startswith(EMPTY):
        yield f"{_WORDS} {_mark(part.words)}", ""
    elif isinstance(part, Facts):
        for fact in part.lines:
            yield f"{_WORDS} {_mark(fact.label, fact.value)}", ""


def _mark(*words: str) -> str:
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _told(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """`quotes x1 and x2 new`, `quote x3 gone`, `numbers of 1.2 changed`, `1 paragraph new`."""
    states = {
        "new": [name for name in now if name not in before],
        "changed": [name for name in now if name in before and before[name] != now[name]],
        "gone": [name for name in before if name not in now],
    }
    for state, names in states.items():
        quotes = [name.removeprefix(f"{_QUOTE} ") for name in names if name.startswith(_QUOTE)]
        if quotes:
            yield f"{'quote' if len(quotes) == 1 else 'quotes'} {listed(quotes)} {state}"
    for state, names in states.items():
        rows = [name.removeprefix(f"{_NUMBERS} ").rsplit(" ", 1)[0] for name in names if name.startswith(_NUMBERS)]
        told = [row for row in dict.fromkeys(rows) if _INDEX.fullmatch(row) or row.startswith("“")]
        others = len(rows) - len([row for row in rows if row in told])
        if told:
            yield f"numbers of {listed(told)} {state}"
        if others:
            yield f"numbers in {counted(others, 'other row' if told else 'row')} {state}"
    paragraphs = Counter({state: sum(name.startswith(_WORDS) for name in names) for state, names in states.items()})
    changed = min(paragraphs["new"], paragraphs["gone"])
    for state, number in (
        ("changed", changed),
        ("new", paragraphs["new"] - changed),
        ("gone", paragraphs["gone"] - changed),
    ):
        if number:
            yield f"{counted(number, 'paragraph')} {state}"
