"""What is recorded of a passage that a draft quotes: its trim, where else it is used, what its speaker said to it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from qualcode.analysis.objections import Objected, objection_to
from qualcode.analysis.phrases import day_in_words
from qualcode.essays.approvals import is_other
from qualcode.essays.essay import Answer
from qualcode.essays.findings import Told, Trouble
from qualcode.essays.printing import are_same_words
from qualcode.essays.quotes import QuoteRow, quote_rows, uses
from qualcode.essays.said import Said
from qualcode.essays.searched import Way
from qualcode.essays.wording import Gap, Word, quoted_words
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.trim import printed


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
                if _cut_words(shown) == wanted and not is_other(shown, quote.checked.digest):
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
                told[f"Used in {in_marks(show(use.title))} on {day_in_words(use.on)}."] = None
        yield from told

    def refusals(self, way: Way, words: str) -> list[Told]:
        """What the person said who was asked, where it keeps the words from being printed as they are.

        It holds where the quote asked about was dropped or trimmed since, and not where it is overridden. Who wanted
        other words has no trouble with those.
        """
        told: dict[Told, None] = {}
        for match in way.found:
            document, span = self._said.document(match.stretch.document), match.span(self._said)
            for one in document.objected if document is not None else ():
                assert document is not None
                day = f" on {day_in_words(one.on)}" if one.on is not None else ""
                if objection_to(document.text, [span], [one]) is None:
                    continue
                if one.objection.refused:
                    told[Told(Trouble.REFUSED, f"The person was asked and said no{day}.")] = None
                elif not self._is_agreed(one, words):
                    told[Told(Trouble.OTHER_WORDS, f"The person was asked and wants other words{day}.")] = None
        return list(told)

    def _is_agreed(self, objected: Objected, words: str) -> bool:
        """Whether words are those that a quote prints and that its speaker wanted."""
        for quote in self._quotes.get(objected.document_id, ()):
            if quote.id == objected.quote_id:
                text, show = self._said.text(quote.document_id), self._said.names.show
                shown = show(printed(text, quote.span, quote.trim).text)
                wanted = show(quote.checked.words)
                is_so = _cut_words(shown) == _cut_words(words)
                return is_so and are_same_words(shown, wanted) and are_same_words(words, wanted)
        return False


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
