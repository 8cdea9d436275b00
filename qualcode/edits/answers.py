"""What several people said with whom quotes were checked, as one step; and printing against a no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.although import in_the_way
from qualcode.analysis.asked_about import Tellings, shown_of
from qualcode.analysis.objections import objections_on
from qualcode.analysis.overrides import lead_of_override
from qualcode.analysis.phrases import counted, listed
from qualcode.analysis.waivers import lead_of_waiver
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.outlines import living_quote
from qualcode.edits.quotes import RecordAnswer
from qualcode.edits.store import Store
from qualcode.essays.essay import Answer
from qualcode.essays.returned import Returned
from qualcode.problem import Problem


@dataclass(frozen=True)
class AskAbout:
    """Record that quotes were sent to those who say them: each quote's id with its words as they were shown."""

    printed: Sequence[tuple[str, str]]
    on: date | None = None

    def apply(self, store: Store) -> str:
        return RecordAnswers(
            [RecordAnswer(one, Answer.ASKED, self.on, printed=words) for one, words in self.printed]
        ).apply(store)


@dataclass(frozen=True)
class RecordAnswers:
    """Record the answers to several quotes. Raises Problem where there are none, or a quote is gone."""

    answers: Sequence[RecordAnswer]

    def apply(self, store: Store) -> str:
        if not self.answers:
            raise Problem("There is no answer to record.", remedy="Nothing was changed.")
        for one in self.answers:
            one.apply(store)
        if all(one.answer is Answer.ASKED for one in self.answers):
            return f"{counted(len(self.answers), 'quote')} sent to be checked"
        answers = "Answer" if len(self.answers) == 1 else "Answers"
        return f"{answers} to {counted(len(self.answers), 'quote')} recorded"


def record_returned(answers: Iterable[Returned], on: date | None = None) -> RecordAnswers:
    """Record what sheets that came back answer, on a day; today where it is not given.

    What takes something back is among them only where somebody confirmed it.
    """
    return RecordAnswers(
        [
            RecordAnswer(one.quote_id, one.answer, on, one.words, seen=one.seen, although=True)
            for one in answers
            if one.answer is not None
        ]
    )


@dataclass(frozen=True)
class PrintAlthough:
    """Let a quote be printed although the person said no to its words, wanted others, or consent does not allow it.

    Why is kept as a memo on it. It frees the words that the quote prints, no others, against the answers and the
    consents there are; other words, a later answer or another consent bind again.
    Taking the memo out takes it back. Raises Problem where no reason is given, nothing stands in the way, somebody
    has withdrawn, or the quote is gone.
    """

    quote_id: str
    reason: str

    def apply(self, store: Store) -> str:
        quote = living_quote(store, self.quote_id)
        reason = " ".join(self.reason.split())
        if not reason:
            raise Problem(
                "This needs a reason.",
                remedy="Type why the words are printed although the person said no, or consent does not allow it.",
            )
        refused = objections_on(store.conn, self.quote_id)
        today = date.fromisoformat(store.now[:10])
        bound = in_the_way(store.conn, self.quote_id, today)
        if bound is not None and bound.withdrawn:
            raise Problem(
                "What was withdrawn is printed for nobody.",
                f"{listed(bound.who) or 'Somebody'} is in this quote, and no reason prints it.",
                "Nothing was changed.",
            )
        if not refused and bound is None:
            raise Problem("Nobody said no to these words, and consent allows them.", remedy="Nothing was changed.")
        words = Tellings(store.conn, quote["document_id"]).words(shown_of(store.conn, self.quote_id))
        for answer in {one.answer: None for one in refused if one.answer is not None}:
            self._write(store, lead_of_override(answer, words) + reason)
        if bound is not None:
            self._write(store, lead_of_waiver(today, bound.agreements, bound.mark) + reason)
        said = "the person said no" if refused else ""
        consent = "consent does not allow it" if bound is not None else ""
        return f"Quote printed although {listed([one for one in (said, consent) if one])}"

    def _write(self, store: Store, body: str) -> None:
        WriteMemo(body, "method", MemoTarget("quote", self.quote_id)).apply(store)
