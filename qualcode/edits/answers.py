"""What several people said with whom quotes were checked, as one step; and printing what somebody said no to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.objections import lead_of_override, objections_on
from qualcode.analysis.phrases import counted
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.outlines import living_quote
from qualcode.edits.quotes import RecordAnswer
from qualcode.edits.store import Store
from qualcode.essays.essay import Answer
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


@dataclass(frozen=True)
class PrintAlthough:
    """Let a quote be printed although the person said no to its words, or wanted others; why is kept as a memo on it.

    It holds for the answers there are; a later one binds again. Taking the memo out takes it back. Raises Problem
    where no reason is given, nobody said no, or the quote is gone.
    """

    quote_id: str
    reason: str

    def apply(self, store: Store) -> str:
        living_quote(store, self.quote_id)
        reason = " ".join(self.reason.split())
        if not reason:
            raise Problem(
                "This needs a reason.", remedy="Type why the words are printed although the person said no."
            )
        found = objections_on(store.conn, self.quote_id)
        if not found:
            raise Problem("Nobody said no to these words.", remedy="Nothing was changed.")
        for one in found:
            on = "" if one.on is None else one.on.isoformat()
            WriteMemo(lead_of_override(on) + reason, "method", MemoTarget("quote", one.quote_id)).apply(store)
        return "Quote printed although the person said no"
