"""What a finished draft uses of the study: quotes that are kept, and passages that are not kept yet."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from qualcode.analysis.phrases import counted, listed
from qualcode.essays.findings import Checked, Finding
from qualcode.transcripts.span import Span


class Used(NamedTuple):
    """The ids of kept quotes, and passages as documents and spans of their current texts.

    `left` are the quotations with which something is wrong, counted by what that is: they are not entered.
    """

    quotes: tuple[str, ...]
    passages: tuple[tuple[str, Span], ...]
    left: tuple[tuple[str, int], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether the draft uses nothing of the study that may be entered."""
        return not self.quotes and not self.passages

    @property
    def left_in_words(self) -> str:
        """`3 quotations were not entered: 2 altered, 1 not to be quoted.`; empty where all were."""
        number = sum(count for _, count in self.left)
        were = "was" if number == 1 else "were"
        why = listed([f"{count:,} {trouble}" for trouble, count in self.left])
        return f"{counted(number, 'quotation')} {were} not entered: {why}." if number else ""


def used(checked: Checked) -> Used:
    """The passages of the study that stand in a draft and with which nothing is wrong; each once."""
    quotations = [one for one in checked.findings if not one.is_name]
    found = [one for one in quotations if one.sources and not one.troubles]
    quotes = dict.fromkeys(quote for one in found for quote in one.quotes)
    passages = dict.fromkeys(passage for one in found if not one.quotes for passage in _passages(one))
    left = Counter(str(one.troubles[0].trouble) for one in quotations if one.troubles)
    return Used(tuple(quotes), tuple(passages), tuple(left.most_common()))


def _passages(finding: Finding) -> list[tuple[str, Span]]:
    """The words of a quotation in each document, from the first to the last."""
    places = sorted((source.document_id, source.span) for source in finding.sources)
    return [
        (document, Span(min(span.start for _, span in group), max(span.end for _, span in group)))
        for document, group in ((name, list(some)) for name, some in groupby(places, lambda one: one[0]))
    ]
