"""On which page of a paged source a passage stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import PageMark


def page_at(pages: Sequence[PageMark], offset: int) -> str:
    """The number of the page on which a character stands; empty where the source has no pages."""
    place = bisect_right(pages, offset, key=lambda mark: mark.start) - 1
    return pages[place].page if place >= 0 else ""


def pages_of(pages: Sequence[PageMark], span: Span) -> str:
    """The page of a passage, or its first and last: `3`, `3–4`; empty where the source has no pages."""
    first, last = page_at(pages, span.start), page_at(pages, max(span.start, span.end - 1))
    return first if first == last or not first else f"{first}–{last}"


def page_words(pages: Sequence[PageMark], span: Span) -> str:
    """The same as it is printed: `p. 3`, `pp. 3–4`."""
    found = pages_of(pages, span)
    return f"{'pp.' if '–' in found else 'p.'} {found}" if found else ""
