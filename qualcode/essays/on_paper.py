"""What stands on a sheet for one passage, and what answer that is: only what is plain is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.objections import said_words
from qualcode.analysis.phrases import listed
from qualcode.essays.essay import Answer
from qualcode.essays.sheet_words import CROSS, LABELS, OWN_WORDS

_IDS = re.compile(r"\bx[0-9a-hjkmnp-tv-z]{8,26}\b")
_CODE = re.compile(r"·\s*([0-9a-f]{6})\b")
_FIRST = {"yes": Answer.APPROVED, "change": Answer.CHANGED, "no": Answer.REFUSED}
# Boxes that nobody crossed, dots and dashes of an empty line.
_EMPTY = re.compile(r"[\s☐□▢_.…–—-]*")
# A cross or a tick or two, in a box or not.
_MARK = re.compile(r"[\s\[(]*(?:[xX×✗✘✕✖☒⌧☑✓✔✅√vV+👍]\ufe0f?\s*){1,2}[\s\])]*[.!]?")
_MARK_BEFORE = re.compile(r"[^\w]*[☒⌧☑✓✔✅✗✘✕✖×√][^\w]*|\[?[xXvV]\]?[.:)]?\s+")
_MARK_AFTER = re.compile(r"[^\w]*[☒⌧☑✓✔✅✗✘✕✖×√][^\w]*|\s+[\[(]?[xXvV]{1,2}[\])]?[.!]?")
# An answer in a word or two: all of them are of these, one at least of the first.
_YES = frozenset(
    said_words(
        "yes yep yeah y ok okay okey fine good great agreed agree approve approved correct right same happy print "
        "ahead ja jo jawohl gern gerne gut passt stimmt einverstanden oui si sí sim da tak joo vale d'accord"
    )
)
_BESIDE_YES = frozenset(
    said_words("i i'm please thanks thank you it so this that that's is it's all with as by me the go")
)
_NO = frozenset(said_words("no n nope nay nein non nee nej nie nei não not don't dont refuse refused"))
_BESIDE_NO = frozenset(said_words("i i'd please thanks thank you do rather want print printed it so this that to be"))
_NO_FIRST = re.compile(r"(?:no|nope|nein|non|nee|nej)\b\s*[,.;:!–—-]", re.IGNORECASE)
_ROWS = {Answer.APPROVED: "Yes", Answer.CHANGED: "Change", Answer.REFUSED: "No"}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What stands on a sheet for one passage: the ids of its quotes, what tells which words were shown, and crosses.

    `words` are what the person wrote where an answer belongs; `doubtful` those of them that stand beside an answer
    without a cross and do not give it by themselves, by the answer. `elsewhere` is what else was written at the
    passage, struck out or taken out, and `on_sheet` what was so anywhere on the sheet, as phrases. `passage` are the
    lines of the words themselves as they came back, each with who says it where that is told, and `points` what they
    stand under; `sheet` is the code of the whole sheet, empty where it has none, and `is_untouched` says that by this
    all that it printed is on it still. `sent_to` is the pseudonym over the sheet, empty where it has none.
    """

    short_ids: tuple[str, ...]
    code: str
    crossed: tuple[Answer, ...]
    words: str
    doubtful: tuple[tuple[Answer, str], ...] = ()
    elsewhere: tuple[str, ...] = ()
    on_sheet: tuple[str, ...] = ()
    passage: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    sheet: str = ""
    is_untouched: bool = False
    sent_to: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was written that is no answer."""
        return tuple(dict.fromkeys((*self.elsewhere, *self.on_sheet)))

    @property
    def answer(self) -> Answer | None:
        """The answer; words alone are a change; ASKED where there is none yet, None where it is not clear."""
        if len(self.crossed) > 1 or (self.words and self.crossed == (Answer.APPROVED,)):
            return None
        if self.crossed == (Answer.CHANGED,) and any(answer is not Answer.CHANGED for answer, _ in self.doubtful):
            return None
        if self.crossed:
            return self.crossed[0]
        if self.doubtful:
            return None
        if self.words:
            return Answer.CHANGED
        return None if self.remarks else Answer.ASKED

    @property
    def doubt(self) -> str:
        """Why the answer is not clear, and what to do."""
        if len(self.crossed) > 1:
            return "More than one answer: ask, and record it yourself."
        if self.doubtful and not self.crossed:
            rows = listed([f"“{_ROWS[answer]}”" for answer, _ in self.doubtful])
            return f"Words beside {rows} without a cross: ask, and record it yourself."
        if self.crossed:
            return "A cross and words that say something else: ask, and record it yourself."
        return "Something is written here that is no answer: read the sheet, and record it yourself."

    def beside(self, printed: str) -> OnPaper:
        """The same, where just the words that are `printed` beside yes are a yes."""
        same = said_words(printed)
        if self.words and said_words(self.words) == same and (Answer.APPROVED, self.words) in self.doubtful:
            return replace(self, crossed=(Answer.APPROVED,), words="", doubtful=())
        if self.crossed == (Answer.APPROVED,) and self.words and said_words(self.words) == same:
            return replace(self, words="")
        return self


def ids_in(words: str) -> tuple[str, ...]:
    """The short ids in some words, each once."""
    return tuple(dict.fromkeys(_IDS.findall(words.casefold())))


def is_blank(words: str) -> bool:
    """Whether nothing was written where somebody may write: boxes, dots and lines are nothing."""
    return _EMPTY.fullmatch(words) is not None


def says_no(words: str) -> bool:
    """Whether some word of these is a no."""
    return not _NO.isdisjoint(said_words(words))


def on_paper(rows: Sequence[Sequence[str]]) -> OnPaper | None:
    """What a table of a sheet answers, given the words of its cells; None for a table of anything else."""
    if not rows or not rows[0]:
        return None
    head = " ".join(rows[0])
    ids = ids_in(head)
    answers = [(answer, row) for row in rows[1:] if row and (answer := _answer_of(row[0])) is not None]
    if not ids or not answers:
        return None
    code = _CODE.search(head)
    crossed: list[Answer] = []
    words: list[str] = []
    doubtful: list[tuple[Answer, str]] = []
    for answer, row in answers:
        is_crossed, own = _put_down(answer, row)
        if is_crossed:
            crossed.append(answer)
        if own:
            words.append(own)
            if not is_crossed and (answer is not Answer.CHANGED or _is_no_wish(own, row)):
                doubtful.append((answer, own))
    elsewhere = [f"“{one}”" for one in (*_in_head(rows[0]), *_in_other_rows(rows[1:]))]
    gone = [LABELS[one] for one in LABELS if one not in {answer for answer, _ in answers}]
    if gone:
        elsewhere.append(f"taken out: {listed([f'“{one}”' for one in gone])}")
    return OnPaper(
        ids, code[1] if code else "", tuple(crossed), " ".join(words), tuple(doubtful), elsewhere=tuple(elsewhere)
    )


def printed_in(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """What the sheet printed in a table of answers, without anything that was written in it."""
    ids, head = ids_in(" ".join(rows[0])), " ".join(rows[0])
    code = _CODE.search(head)
    yield f"Passage {', '.join(ids)} · {code[1] if code else ''}"
    yield from (CROSS, OWN_WORDS)
    for row in rows[1:]:
        answer = _answer_of(row[0]) if row else None
        if answer is not None:
            yield LABELS[answer]


def _in_head(head: Sequence[str]) -> Iterator[str]:
    """What somebody wrote in the head of a table."""
    for place, cell in enumerate(head):
        if place:
            bare = cell.replace(CROSS, "", 1).replace(OWN_WORDS, "", 1)
        else:
            bare = _CODE.sub("", _IDS.sub("", cell.replace("Passage", "", 1)), count=1)
        bare = bare.strip(" ,·")
        if not is_blank(bare):
            yield bare


def _in_other_rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """What stands in rows that are none of the sheet's."""
    for row in rows:
        if not row or _answer_of(row[0]) is None:
            yield from (cell for cell in row if not is_blank(cell))


def _answer_of(label: str) -> Answer | None:
    for answer, printed in LABELS.items():
        if printed.casefold().rstrip(":") in label.casefold():
            return answer
    first = re.search(r"\w{2,}", label)
    return _FIRST.get(first[0].casefold()) if first is not None else None


def _put_down(answer: Answer, row: Sequence[str]) -> tuple[bool, str]:
    """Whether an answer was given, by a cross or in a word, and what else was written beside it."""
    is_crossed, at_label = _at_label(answer, row[0])
    beside = row[1] if len(row) > 1 and not is_blank(row[1]) else ""
    if answer is not Answer.REFUSED and _refuses(beside):  # a no where a cross belongs says no to this answer
        is_crossed = False
        beside = beside if answer is Answer.APPROVED else ""
    elif _MARK.fullmatch(beside) or _agrees(beside) or (answer is Answer.REFUSED and _refuses(beside)):
        is_crossed, beside = True, ""
    own = " ".join(filter(None, (at_label, beside, *(one for one in row[2:] if not is_blank(one)))))
    if own and (_MARK.fullmatch(own) or _gives(answer, own)):
        is_more = answer is Answer.REFUSED and len(said_words(own)) > 1
        return True, own if is_more else ""
    return is_crossed or (answer is Answer.REFUSED and _NO_FIRST.match(own) is not None), own


def _at_label(answer: Answer, label: str) -> tuple[bool, str]:
    """Whether an answer's own words were crossed, before or after them, and what else was written there."""
    printed = LABELS[answer]
    at = label.casefold().find(printed.casefold())
    if at < 0:
        # What the sheet printed was altered: a cross before it is one still, and all of it is shown.
        mark = _MARK_BEFORE.match(label)
        bare = label[mark.end() :] if mark is not None else label
        is_label = bare.strip(" .:").casefold() == printed.rstrip(":").casefold()
        return mark is not None, "" if is_label else bare
    before, after = label[:at], label[at + len(printed) :]
    is_crossed = _MARK_BEFORE.fullmatch(before) is not None or _MARK_AFTER.fullmatch(after) is not None
    is_crossed = is_crossed or (bool(before.strip()) and _MARK.fullmatch(before) is not None)
    left = (one for one in (before, after) if not is_blank(one) and not _marks_only(one))
    return is_crossed, " ".join(one.strip() for one in left)


def _marks_only(words: str) -> bool:
    return any(one.fullmatch(words) for one in (_MARK, _MARK_BEFORE, _MARK_AFTER))


def _is_no_wish(own: str, row: Sequence[str]) -> bool:
    """Whether words beside “Change” without a cross are none that somebody wants to read there."""
    in_cross = len(row) > 1 and not is_blank(row[1])
    return in_cross or _agrees(own) or _refuses(own)


def _gives(answer: Answer, words: str) -> bool:
    return _agrees(words) if answer is Answer.APPROVED else answer is Answer.REFUSED and _refuses(words)


def _agrees(words: str) -> bool:
    return "?" not in words and _all_of(words, _YES, _BESIDE_YES)


def _refuses(words: str) -> bool:
    return "?" not in words and _all_of(words, _NO, _BESIDE_NO)


def _all_of(words: str, some: frozenset[str], others: frozenset[str]) -> bool:
    said = set(said_words(words))
    return not said.isdisjoint(some) and said <= some | others
