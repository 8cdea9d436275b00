"""Quotes kept for essays and reports: where they stand, how they are printed, what the person said to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qualcode.analysis.notes import kept_quotes
from qualcode.analysis.phrases import counted, day_in_words
from qualcode.edits.codings import CHANGED, passage_version
from qualcode.edits.ids import new_id
from qualcode.edits.outlines import living_essay, living_quote, places_after
from qualcode.edits.overrides import end_overrides
from qualcode.edits.store import Row, Store
from qualcode.essays.essay import Answer
from qualcode.essays.quotes import quote_rows
from qualcode.essays.taking_back import taken_back
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim, digest_of_print


@dataclass(frozen=True)
class KeepQuote:
    """Keep a passage as a quote: a span of the document's current text, half-open, code points.

    It goes to Kept, or into an essay: after a part of it, at its end (None), or first (`outlines.FIRST`). The same
    words may stand in several essays. Raises Problem when they stand there already, the essay, the part or the
    document is gone, or the span is empty or outside it.
    """

    document_id: str
    span: Span
    id: str = field(default_factory=new_id)
    version_id: str | None = None
    essay_id: str | None = None
    after: str | None = None

    def apply(self, store: Store) -> str:
        version = passage_version(store, self.document_id, self.span, self.version_id)
        essay = None if self.essay_id is None else living_essay(store, self.essay_id)
        _check_new(store, self.document_id, self.span, self.essay_id)
        place = "" if self.essay_id is None else places_after(store, self.essay_id, self.after, 1)[0]
        row: Row = {"id": self.id, "document_id": self.document_id, "version_id": version}
        row |= {"start": self.span.start, "stop": self.span.end, "essay_id": self.essay_id, "place": place}
        store.add("quote", [{**row, "coder_id": store.writer.coder_id, "created_at": store.now}])
        return "Kept quote" if essay is None else f"Quote in {in_marks(essay['title'])}"


@dataclass(frozen=True)
class UseAgain:
    """Use a quote in another essay too, with its trim; it stands there as `KeepQuote` says.

    Raises Problem when it is gone, or its words stand in that essay already.
    """

    quote_id: str
    essay_id: str
    after: str | None = None
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        held = living_quote(store, self.quote_id)
        essay = living_essay(store, self.essay_id)
        kept = kept_quotes(store.conn, held["document_id"]).get(held["document_id"], [])
        span = next((one.span for one in kept if one.id == self.quote_id), None)
        if span is None:
            raise _NO_WORDS_LEFT
        _check_new(store, held["document_id"], span, self.essay_id)
        (place,) = places_after(store, self.essay_id, self.after, 1)
        row = {name: held[name] for name in ("document_id", "version_id", "start", "stop", "trim")}
        row |= {"id": self.id, "essay_id": self.essay_id, "place": place}
        store.add("quote", [{**row, "coder_id": store.writer.coder_id, "created_at": store.now}])
        return f"Quote used in {in_marks(essay['title'])} too"


@dataclass(frozen=True)
class DropQuote:
    """No longer keep a quote. Raises Problem when it is not kept."""

    quote_id: str

    def apply(self, store: Store) -> str:
        living_quote(store, self.quote_id)
        store.remove("quote", [self.quote_id])
        return "Quote no longer kept"


@dataclass(frozen=True)
class ToKept:
    """Take quotes out of their essays and keep them in Kept. Raises Problem where one is gone."""

    quote_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        rows = [living_quote(store, one) for one in self.quote_ids]
        for row in rows:
            store.set("quote", row["id"], essay_id=None, place="")
        return f"{counted(len(rows), 'quote')} moved to Kept"


@dataclass(frozen=True)
class TrimQuote:
    """Say what of a quote is printed otherwise than it was said; an empty trim prints all of it.

    The trim counts in the document's current text. Raises Problem where the quote or its document is gone, the trim
    was made on a text that was changed meanwhile, or nothing of what was said would be printed.
    """

    quote_id: str
    trim: Trim

    def apply(self, store: Store) -> str:
        quote = living_quote(store, self.quote_id)
        kept = kept_quotes(store.conn, quote["document_id"]).get(quote["document_id"], [])
        span = next((one.span for one in kept if one.id == self.quote_id), None)
        if span is None:
            raise _NO_WORDS_LEFT
        version = passage_version(store, quote["document_id"], span)
        if self.trim.version_id not in ("", version):
            raise CHANGED
        inside = self.trim.within(span)
        if sum(len(one.span) for one in inside) >= len(span):
            remedy = "Leave some of the words, or take the quote out of the essay."
            if any(one.own for one in inside.alterations):
                remedy = (
                    "Other words altogether are no quote: say in your own text what they want said, without "
                    "quotation marks, and take the quote out of the essay. Or leave some of the words."
                )
            raise Problem("Nothing of what was said would be printed.", remedy=remedy)
        store.set("quote", self.quote_id, trim=Trim(inside.alterations, version).stored)
        return "Quote trimmed for print" if inside else "Quote printed as it was said"


@dataclass(frozen=True)
class AgreeToText:
    """Say of quotes whose documents were changed that the words are right as they stand in these now.

    Raises Problem where one is gone, or its words are.
    """

    quote_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        for quote_id in self.quote_ids:
            living_quote(store, quote_id)
            row = next(iter(quote_rows(store.conn, quote_id=quote_id)), None)
            if row is None or not row.span:
                raise _NO_WORDS_LEFT
            version = passage_version(store, row.document_id, row.span)
            trim = Trim(row.trim.within(row.span).alterations, version).stored
            store.set("quote", quote_id, version_id=version, start=row.span.start, stop=row.span.end, trim=trim)
        number = len(self.quote_ids)
        return f"{counted(number, 'quote')} {'is' if number == 1 else 'are'} right as the text is now"


@dataclass(frozen=True)
class RecordAnswer:
    """Record what the person said with whom a quote was checked, on what day, and in which words.

    `printed` is the quote as they saw it, so that one can tell later whether it is still printed so; of it only a
    digest is kept, which is given as `seen` where the words are not at hand. `although` says expressly that this
    takes back what stands against it (`taken_back`). Raises Problem where the quote is gone, the day is still to
    come, or something stands against it.
    """

    quote_id: str
    answer: Answer
    on: date | None = None
    words: str = ""
    printed: str = ""
    seen: str | None = None
    although: bool = False

    def apply(self, store: Store) -> str:
        living_quote(store, self.quote_id)
        answer, on = Answer(self.answer), self.on or store.today
        self._check(store, answer, on)
        day = None if answer is Answer.NONE else on.isoformat()
        seen = digest_of_print(self.printed) if self.printed else self.seen
        if answer in (Answer.REFUSED, Answer.CHANGED):
            end_overrides(store, self.quote_id)
        row = next(iter(quote_rows(store.conn, quote_id=self.quote_id)), None)
        words = "" if answer is Answer.NONE else self.words.strip()
        if row is not None and row.checked.answer is not answer and words == row.checked.words:
            words = ""  # those of the answer before
        if row is not None and row.checked.of_another:  # said anew, by whose words they are now
            store.set("quote", self.quote_id, answer="")
        store.set(
            "quote",
            self.quote_id,
            answer=str(answer),
            answer_on=day,
            answer_words=words,
            answer_sha256=None if answer is Answer.NONE else seen,
        )
        return _ANSWERED[answer]

    def _check(self, store: Store, answer: Answer, on: date) -> None:
        if answer is not Answer.NONE and on > store.today:
            raise Problem(
                f"{day_in_words(on)} is still to come.",
                "An answer is recorded on the day on which it was given.",
                "Give that day, or none for today. Nothing was changed.",
            )
        if not self.although and (stands := taken_back(store.conn, self.quote_id, answer, on)):
            raise Problem(
                stands,
                "That stands: what is recorded now does not take it back by itself.",
                "Ask them. If it is taken back, record it once more and say so: --although. Nothing was changed.",
            )


@dataclass(frozen=True)
class RecordUse:
    """Record that finished texts use quotes: the title of each, its file, and the day it was found.

    What is recorded already for a quote, title and file is left as it is. Raises Problem where a quote is gone, or
    the text has no title.
    """

    quote_ids: Sequence[str]
    title: str
    file: str = ""
    on: date | None = None

    def apply(self, store: Store) -> str:
        title = " ".join(clean(self.title).split())
        if not title:
            raise Problem("The text needs a title.", remedy="Type the one it was published under.")
        own: Row = {"title": title, "file": clean(self.file.strip()), "used_on": (self.on or store.today).isoformat()}
        own |= {"coder_id": store.writer.coder_id, "created_at": store.now}
        rows = [
            {"quote_id": one, **own}
            for one in dict.fromkeys(self.quote_ids)
            if living_quote(store, one) and not self._is_recorded(store, one, title)
        ]
        store.add("used_in", rows)
        return f"{counted(len(rows), 'quote')} used in {in_marks(title)}"

    def _is_recorded(self, store: Store, quote_id: str, title: str) -> bool:
        return bool(
            store.value(
                "SELECT EXISTS (SELECT 1 FROM used_in WHERE quote_id = ? AND title = ? AND file = ? "
                "AND deleted_at IS NULL)",
                quote_id,
                title,
                clean(self.file.strip()),
            )
        )


@dataclass(frozen=True)
class ForgetUse:
    """Take one line out of what texts use a quote. Raises Problem where it is not there."""

    use_id: str

    def apply(self, store: Store) -> str:
        row = store.row("used_in", self.use_id)
        if row is None or row["deleted_at"]:
            raise Problem("This use is not recorded any more.", remedy="Nothing was changed; move on.")
        store.remove("used_in", [self.use_id])
        return f"Quote not used in {in_marks(row['title'])}"


_ANSWERED = {
    Answer.NONE: "Nobody asked about a quote",
    Answer.ASKED: "Quote sent to the person to check",
    Answer.APPROVED: "Quote approved by the person",
    Answer.CHANGED: "Quote put in other words by the person",
    Answer.REFUSED: "Quote refused by the person",
}
_NO_WORDS_LEFT = Problem(
    "The words of this quote are no longer in the document.", remedy="Look at History, or keep a new passage."
)


def _check_new(store: Store, document_id: str, span: Span, essay_id: str | None) -> None:
    """Raise Problem where just these words stand in the essay, or in Kept, already."""
    held = kept_quotes(store.conn, document_id).get(document_id, [])
    if any(one.span == span and one.essay_id == essay_id for one in held):
        raise Problem("This passage is kept already." if essay_id is None else "This essay has this passage already.")
