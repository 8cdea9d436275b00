"""What a person said to words of theirs in print: a yes to just these words holds wherever they are quoted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from qualcode.essays.essay import Answer
from qualcode.essays.quotes import Checked, QuoteRow, by_document
from qualcode.transcripts.trim import digest_of_print

_SAID_NO = (Answer.CHANGED, Answer.REFUSED)


class Approvals:
    """The answers to quotes of a study, each held for all quotes that print the same words of the same place."""

    def __init__(self, rows: Iterable[QuoteRow]) -> None:
        answered = (*_SAID_NO, Answer.APPROVED)
        self._answered = by_document(row for row in rows if row.checked.answer in answered)

    def of(self, row: QuoteRow, printed: str) -> Checked:
        """What the person said to a quote as it is `printed`: to itself, or yes to the same words in another.

        A no or a wish for other words on that day or later takes such a yes back, as does one to the quote itself.
        """
        own = row.checked
        if own.answer in _SAID_NO or (own.answer is Answer.APPROVED and not is_other(printed, own.digest)):
            return own
        others = [one for one in self._answered.get(row.document_id, ()) if one.overlaps(row)]
        approved = [
            one.checked
            for one in others
            if one.checked.answer is Answer.APPROVED
            and one.checked.digest
            and not is_other(printed, one.checked.digest)
        ]
        found = max(approved, key=lambda one: one.on or date.min, default=own)
        nos = (one.checked.on for one in others if one.checked.answer in _SAID_NO)
        return own if any(on is None or found.on is None or on >= found.on for on in nos) else found


def is_other(printed: str, digest: str | None) -> bool:
    """Whether words that somebody approved are others than those that are printed; none where it is not known."""
    # Of words that were seen on paper alone, only the beginning of the digest is known.
    return digest is not None and not digest_of_print(printed).startswith(digest)
