"""What is recorded of a passage that a draft quotes: its trim, where else it is used, what its speaker said to it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from qualcode.analysis.phrases import day_in_words
from qualcode.essays.essay import Answer
from qualcode.essays.findings import Told, Trouble
from qualcode.essays.quotes import QuoteRow, quote_rows, uses
from qualcode.essays.said import Said
from qualcode.essays.searched import Way
from qualcode.essays.wording import Gap, Word, quoted_words
from qualcode.transcripts.trim import digest_of_print, printed


class Recorded:
    """The kept quotes of a study, by document."""

    def __init__(self, conn: sqlite3.Connection, said: Said) -> None:
        self._said = said
        self._quotes: dict[str, list[QuoteRow]] = defaultdict(list)
        for row in quote_rows(conn):
            self._quotes[row.document_id].append(row)
        self._uses = uses(conn)
        self._titles = dict(conn.execute("SELECT id, title FROM essay WHERE deleted_at IS NULL").fetchall())

    def quotes(self, way: Way) -> list[QuoteRow]:
        """The kept quotes that share words with a passage."""
        found: dict[str, QuoteRow] = {}
        for match in way.found:
            span = match.span(self._said)
            kept = self._quotes.get(match.stretch.document, ())
            found.update((quote.id, quote) for quote in kept if quote.span.overlaps(span))
        return list(found.values())

    def is_trimmed_so(self, way: Way, words: str) -> bool:
        """Whether a kept quote is recorded to be printed in just these words, with these cuts."""
        wanted = _cut_words(words)
        for quote in self.quotes(way):
            if quote.trim:
                shown = printed(self._said.text(quote.document_id), quote.span, quote.trim).text
                if _cut_words(self._said.names.show(shown)) == wanted:
                    return True
        return False

    def is_approved_so(self, way: Way, words: str) -> bool:
        """Whether a kept quote is printed in just these words, and the person approved them."""
        wanted = _cut_words(words)
        for quote in self.quotes(way):
            if quote.checked.answer is Answer.APPROVED and quote.checked.digest:
                text = self._said.text(quote.document_id)
                shown = self._said.names.show(printed(text, quote.span, quote.trim).text)
                if _cut_words(shown) == wanted and digest_of_print(shown).startswith(quote.checked.digest):
                    return True
        return False

    def notes(self, way: Way) -> Iterator[str]:
        """Sentences on where else the passage is kept and used."""
        show = self._said.names.show
        told: dict[str, None] = {}
        for quote in self.quotes(way):
            title = self._titles.get(quote.essay_id or "")
            told["It is among the quotes kept." if title is None else f"It stands in the essay “{show(title)}”."] = (
                None
            )
            for use in self._uses.get(quote.id, ()):
                told[f"Used in “{show(use.title)}” on {day_in_words(use.on)}."] = None
        yield from told

    def refusals(self, way: Way) -> list[Told]:
        """What the person said who was asked, where it keeps the words from being printed as they are."""
        told: dict[Told, None] = {}
        for quote in self.quotes(way):
            day = f" on {day_in_words(quote.checked.on)}" if quote.checked.on is not None else ""
            if quote.checked.answer is Answer.REFUSED:
                told[Told(Trouble.REFUSED, f"The person was asked and said no{day}.")] = None
            elif quote.checked.answer is Answer.CHANGED:
                told[Told(Trouble.REFUSED, f"The person was asked and wants other words{day}.")] = None
        return list(told)


def _cut_words(words: str) -> list[str | Gap]:
    """The words of a quotation and its cuts; a cut at either end says nothing."""
    found: list[str | Gap] = [
        one.folded if isinstance(one, Word) else one for one in quoted_words(words) if one is not Gap.PAUSE
    ]
    while found and found[0] is Gap.CUT:
        del found[0]
    while found and found[-1] is Gap.CUT:
        del found[-1]
    return found
