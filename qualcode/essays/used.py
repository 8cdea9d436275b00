"""What a finished draft uses of the study: quotes that are kept, and passages that are not kept yet."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from qualcode.essays.findings import Checked, Finding
from qualcode.transcripts.span import Span


class Used(NamedTuple):
    """The ids of kept quotes, and passages as documents and spans of their current texts."""

    quotes: tuple[str, ...]
    passages: tuple[tuple[str, Span], ...]


def used(checked: Checked) -> Used:
    """Every passage of the study that stands in a draft, however it was altered; each once."""
    found = [one for one in checked.findings if one.sources]
    quotes = dict.fromkeys(quote for one in found for quote in one.quotes)
    passages = dict.fromkeys(passage for one in found if not one.quotes for passage in _passages(one))
    return Used(tuple(quotes), tuple(passages))


def _passages(finding: Finding) -> list[tuple[str, Span]]:
    """The words of a quotation in each document, from the first to the last."""
    places = sorted((source.document_id, source.span) for source in finding.sources)
    return [
        (document, Span(min(span.start for _, span in group), max(span.end for _, span in group)))
        for document, group in ((name, list(some)) for name, some in groupby(places, lambda one: one[0]))
    ]
