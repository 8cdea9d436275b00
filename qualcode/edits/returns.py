"""What came back from a workshop: a note for each group, tied to the cards and questions it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.phrases import counted
from qualcode.analysis.returns.arriving import ReturnLine
from qualcode.analysis.study import language
from qualcode.edits.days import as_day
from qualcode.edits.documents import ImportDocuments, Incoming, RemoveDocument
from qualcode.edits.memos import LinkMemos, MemoTarget
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn


@dataclass
class TakeReturns:
    """Take a return in: a document of the kind workshop note for each group, with what each line of it answers.

    `date` is the day of the workshop, today where it is empty. A memo that is answered is linked with the words.
    `replaced` are documents of earlier returns of the same groups, which go out of the study.
    After `make`: `taken` holds the new documents' ids. Raises Problem where there is no line, or the day is none.
    """

    lines: Sequence[ReturnLine]
    date: str = ""
    replaced: Sequence[str] = ()
    taken: list[str] = field(default_factory=list)

    def apply(self, store: Store) -> str:
        day = as_day(self.date) or store.today.isoformat()
        groups: dict[str, list[ReturnLine]] = {}
        for line in self.lines:
            groups.setdefault(line.group, []).append(line)
        if not groups:
            raise Problem("There is nothing new in this return.", remedy="Look whether it is the right one.")
        for document in self.replaced:
            RemoveDocument(document).apply(store)
        for group, lines in groups.items():
            self._take(store, group, lines, day)
        if len(self.taken) == 1:
            return f"Return of “{next(iter(groups))}”"
        return f"Returns of {counted(len(self.taken), 'group')}"

    def _take(self, store: Store, group: str, lines: Sequence[ReturnLine], day: str) -> None:
        text, spans = _as_text(f"{group}, {day}", lines)
        turns = tuple(Turn(span.start, span.end) for span in spans)
        transcript = Transcript(group, text, turns, Kind.WORKSHOP_NOTE, date=day)
        sentences = sentence_spans(text, turns, language(store.conn))
        bringing = ImportDocuments([Incoming(transcript, Kind.WORKSHOP_NOTE, sentences)])
        bringing.apply(store)
        if not bringing.imported:
            raise Problem(
                f"The study has a document with just the words of “{group}”.",
                "Nothing was taken in.",
                "Look whether it came in before; else name the workshop or the group.",
            )
        (document,) = bringing.imported
        version = store.value("SELECT version_id FROM document WHERE id = ?", document)
        store.add("returned", _rows(store, lines, spans, document, version))
        for line, span in zip(lines, spans, strict=True):
            if line.target is not None and line.target.table == "memo":
                LinkMemos([line.target.row_id], MemoTarget("document", document, span)).apply(store)
        self.taken.append(document)


def _rows(store: Store, lines: Iterable[ReturnLine], spans: Iterable[Span], document: str, version: str) -> list[Row]:
    return [
        {
            "document_id": document,
            "version_id": version,
            "start": span.start,
            "stop": span.end,
            "card": line.card,
            "on_table": None if line.target is None else line.target.table,
            "on_id": None if line.target is None else line.target.row_id,
            "votes": line.votes,
            "created_at": store.now,
        }
        for line, span in zip(lines, spans, strict=True)
    ]


def _as_text(heading: str, lines: Iterable[ReturnLine]) -> tuple[str, list[Span]]:
    """The words of a note, a paragraph for each line, and where what was said stands; ids and votes before it.

    Two groups may have said the same: the heading tells their notes apart.
    """
    text = f"{heading}\n"
    spans = []
    for line in lines:
        votes = counted(line.votes, "vote") if line.votes is not None and line.words else ""
        lead = ", ".join(filter(None, (line.label, votes)))
        text += f"\n{lead}: " if lead else "\n"
        spans.append(Span(len(text), len(text) + len(line.said)))
        text += f"{line.said}\n"
    return text, spans
