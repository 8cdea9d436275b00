"""Excerpts in Word: the words speaker by speaker, who says them and where, memos on them, as WordprocessingML."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from qualcode.exports.phrases import listed
from qualcode.exports.printed import Excerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.spoken import runs_left
from qualcode.exports.word_pieces import Pieces
from qualcode.exports.wordml import link, paragraph, run
from qualcode.participants.disclosure import Cleared

_LONG = 1_200  # characters, above which a quote is not held together: half a page would stay empty before it
_WITH_NEXT, _ALONE = "<w:keepNext/>", '<w:keepNext w:val="0"/>'
_WHOLE, _MAY_BREAK = "<w:keepLines/>", '<w:keepLines w:val="0"/>'
# What a memo is about stands close above it.
_CLOSE = '<w:keepNext/><w:spacing w:after="100"/>'


@dataclass(kw_only=True)
class ExcerptPieces(Pieces):
    """Writes excerpts among the pieces of a document."""

    def excerpt(self, excerpt: Excerpt, *, below: str = "") -> str:
        """Its words, who says them and where, and the memos on it; its id is its bookmark.

        `below` are the properties of its last line where no memo follows.
        """
        start, end = self.numbers.bookmark(excerpt.id)
        coders = f" Coded by {listed(excerpt.coders)}." if excerpt.coders else ""
        memos = "".join(self._memo(memo) for memo in excerpt.memos)
        who = excerpt.attribution.text
        if isinstance(excerpt, SeeExcerpt):
            see = link(excerpt.printed_as, excerpt.printed_as, self.styles["Hyperlink"])
            printed = run(f", printed under {excerpt.under} ({excerpt.id}).{coders}")
            line = (start, run(excerpt.lead), see, printed, end)
            return paragraph(self.styles["ExcerptReference"], *line, properties=_CLOSE if memos else "") + memos
        stop = "." if coders else ""
        attribution = run(f"{who} ({excerpt.id}){stop}{coders}".lstrip())
        said = self._quoted(excerpt.words, start)
        begins = "" if said else start
        close = _CLOSE if memos else below
        return said + paragraph(self.styles["Attribution"], begins, attribution, end, properties=close) + memos

    def _quoted(self, words: Cleared, start: str) -> str:
        """One paragraph for each speaker's line, with who says it where there is more than one."""
        labelled = len({line.who for line in words.lines}) > 1
        lengths = [len(line.words) for line in words.lines]
        parts: list[str] = []
        for line, length, following in zip_longest(words.lines, lengths, lengths[1:]):
            style = self.styles["ExcerptQuestion" if line.is_question else "Excerpt"]
            label = run(f"{line.who}\u2002", self.styles["SpeakerName"]) if labelled and line.who else ""
            # The last stays with who says it, a question with its answer, any with a long one, which may break.
            held = sum(lengths) <= _LONG or following is None or following > _LONG or line.is_question
            properties = (_WITH_NEXT if held else _ALONE) + (_MAY_BREAK if length > _LONG else _WHOLE)
            left = runs_left(line.words)
            parts.append(paragraph(style, start, label, run(line.words), properties=properties, left=left))
            start = ""
        return "".join(parts)

    def _memo(self, memo: PrintedMemo) -> str:
        lead = run(f"{memo.lead}: ", self.styles["SpeakerName"])
        return paragraph(self.styles["ExcerptMemo"], lead, run(memo.words))
