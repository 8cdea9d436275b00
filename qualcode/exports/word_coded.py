"""A coded transcript in Word: turn by turn, each coding a comment of its coder on the very words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.exports import word
from qualcode.exports.coded import CodedTranscript, HeldWords, PrintedTurn, Remark, SaidWords
from qualcode.exports.files import Written, put
from qualcode.exports.spoken import runs_left
from qualcode.exports.word_pieces import Pieces
from qualcode.exports.wordml import paragraph, run
from qualcode.exports.wordml_comments import Comment, Range, commented_runs, comments_part

_SHORT = '<w:pageBreakBefore w:val="0"/><w:spacing w:before="320" w:after="140"/>'
_GAP = "\u2002"  # between who speaks and the words


def write(transcript: CodedTranscript, path: Path, *, template: Path | None = None) -> Written:
    """Write it to `path`. Raises Problem where the template cannot be read or the file cannot be saved."""
    return put(content(transcript, template=template), path)


def content(transcript: CodedTranscript, *, template: Path | None = None) -> bytes:
    """The document, the same bytes for the same transcript. Raises Problem where a template cannot be used."""

    def body(ground: word.Ground) -> str:
        return CodedBody(
            transcript=transcript,
            styles=ground.styles,
            width=ground.width,
            height=ground.height,
            add_chart=ground.add_chart,
        ).xml()

    comments = [_comment(one) for one in transcript.remarks]
    return word.commented(transcript, body, lambda styles: comments_part(comments, styles), template=template)


def _comment(remark: Remark) -> Comment:
    return Comment(remark.number, remark.coder, remark.initials, remark.made_at, remark.lines)


@dataclass(kw_only=True)
class CodedBody(Pieces):
    """Writes the body of a coded transcript."""

    transcript: CodedTranscript
    _begun: set[int] = field(default_factory=set)
    _left: dict[int, int] = field(default_factory=dict)  # how many pieces are still to come, by remark

    def xml(self) -> str:
        """The paragraphs and tables, everything before the section properties."""
        for piece in self.transcript.said():
            for mark in piece.marks:
                self._left[mark.remark] = self._left.get(mark.remark, 0) + 1
        return "".join((*self._front(), *self._turns(), *self._left_out()))

    def _front(self) -> Iterator[str]:
        one = self.transcript
        if one.audience.notice:
            yield self.line("AudienceNotice", one.audience.notice)
        yield self.line("Title", one.title)
        yield self.subtitle(one)
        yield self.line("Heading1", "About this transcript", _SHORT)
        yield self.facts(one.facts)

    def _turns(self) -> Iterator[str]:
        yield self.line("Heading1", "Transcript", _SHORT)
        for part in self.transcript.parts:
            if isinstance(part, PrintedTurn):
                yield self._turn(part)
            else:
                yield self.line("TurnAside", part.text)

    def _turn(self, turn: PrintedTurn) -> str:
        label = self.styles["SpeakerName"]
        who = " ".join(filter(None, (turn.who, turn.time)))
        lead = run(f"{turn.number}\t{who}{_GAP if who else ''}", label)
        left = runs_left(" ".join(piece.text for piece in turn.pieces if isinstance(piece, SaidWords)))
        pieces: list[str] = []
        for piece in turn.pieces:
            pieces.append(run(piece.gap, left=left))
            pieces.append(run(piece.text, label) if isinstance(piece, HeldWords) else self._said(piece, left=left))
        return paragraph(self.styles["TurnAsked" if turn.asks else "Turn"], lead, *pieces, left=left)

    def _said(self, piece: SaidWords, *, left: bool) -> str:
        ranges = []
        for mark in piece.marks:
            opens = mark.remark not in self._begun
            self._begun.add(mark.remark)
            self._left[mark.remark] -= 1
            ranges.append(Range(mark.remark, mark.start, mark.stop, opens, closes=not self._left[mark.remark]))
        return commented_runs(piece.text, ranges, self.styles, left=left)

    def _left_out(self) -> Iterator[str]:
        lines = self.transcript.left_out_lines
        if lines:
            yield self.line("Heading1", self.transcript.left_out_title, _SHORT)
            yield from self.lines("Normal", *lines)
