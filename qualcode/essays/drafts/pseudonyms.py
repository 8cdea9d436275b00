"""The pseudonyms of a study as a draft has them: where they name somebody, and where a line only says who spoke."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qualcode.essays.drafts.draft import Draft
from qualcode.essays.drafts.quoted import is_source
from qualcode.essays.drafts.speaking import Mention, plain
from qualcode.participants.given_names import ALSO_WORDS, DOES
from qualcode.participants.name_finding import Finder, Form, Hit, folded
from qualcode.participants.names import is_also_a_word
from qualcode.transcripts.boundaries import count_words

_TAIL = re.compile(
    r"[\s”’\"'»«″＂」』]{0,10}(?:[(\[]([^()\[\]]{1,120})[)\]]\s{0,9}\.?|[—–]\s*([^—–]{1,80})|\s-{1,2}\s([^-]{1,80}))\s*$"
)
_INTERVIEWER = r"(?:Interviewer|INTERVIEWER|INT|Int|Moderator|Facilitator|Researcher)"
_FOLLOWS = re.compile(r"\s+(\w+)")  # a name has a comma, a colon or ’s after it, or what somebody does
_OF_THINGS = frozenset(("is", "was", "has", "had", "does", "did"))
AFTER_NAME = re.compile(r"\s*(?:[,;(]|$)")
_ENDS = (".", "!", "?", ":", "…")  # what a sentence ends with, and not what says who speaks
_MOST_AFTER_NAME = 20  # words of a paragraph that says who speaks, with what may be printed of them
# Who says something and is no participant, as a quote sheet prints it: `Interviewer (x1abc2de3)`.
_NO_PARTICIPANT = re.compile(r"[\s(—–-]*Interviewer\s*(?:[,()]|\Z)")


class Pseudonyms:
    """The pseudonyms of a study, looked for in one draft.

    `aliases` are other names, in brackets and cells, of the people at some places of that list: `P1`, `P5R2`.
    """

    def __init__(self, draft: Draft, pseudonyms: Sequence[str], aliases: Mapping[str, int] | None = None) -> None:
        forms = [Form(name, "", place, as_written=True) for place, name in enumerate(pseudonyms) if name]
        self._finder = Finder(forms)
        also = [Form(name, "", place, as_written=True) for name, place in (aliases or {}).items()]
        self._labels = Finder([*forms, *also])
        texts = [one.words for one in draft.paragraphs]
        here = {owner for text in texts for owner in self.owners_in(text)}
        self._words_too = frozenset(place for place in here if is_also_a_word(pseudonyms[place], texts))
        names = "|".join(sorted((re.escape(pseudonyms[place]) for place in here), key=len, reverse=True)) or "(?!)"
        self.label = re.compile(rf"^[^\S\n]{{0,20}}(?:({names})|{_INTERVIEWER})[^\S\n]?:", re.MULTILINE)

    def find(self, text: str) -> list[Mention]:
        """Where words of a sentence name somebody; a pseudonym that is a word there too names nobody.

        Those are the ones that the draft has in small letters as well, and “Will you …” or “Hope is …” at the start.
        """
        found = (hit for hit in self._finder.find(text) if not _may_be_word(text, hit))
        kept = ((hit, tuple(one for one in hit.owners if one not in self._words_too)) for hit in found)
        return [Mention(hit.start, hit.end, people) for hit, people in kept if people]

    def find_labels(self, text: str) -> list[Mention]:
        """Everybody whom words name that can hold nothing else: there a pseudonym is no word, and has other forms."""
        return [Mention(hit.start, hit.end, hit.owners) for hit in self._labels.find(text)]

    def owners_in(self, text: str) -> tuple[int, ...]:
        """Everybody whose pseudonym stands in a text, whatever it means there."""
        return tuple(owner for hit in self._finder.find(text) for owner in hit.owners)

    def mentioned(self, *texts: str) -> tuple[int, ...]:
        """Whom some words name, those left out against whom they set a speaker."""
        found = (one for text in texts for one in plain(text, self.find)[1])
        return tuple(dict.fromkeys(person for one in found for person in one.people))

    def without_labels(self, words: str) -> str:
        """The words of a quotation with spaces for the labels of speakers at the start of its lines: `P03: `."""
        return self.label.sub(lambda label: " " * len(label[0]), words)

    def tail(self, words: str) -> int | None:
        """Where what says whose they are begins at the end of words set apart; None where nothing there says it."""
        found = _TAIL.search(words)
        return found.start() if found is not None and found.start() > 0 else None

    def tail_words(self, words: str) -> str:
        """What stands in brackets or after a dash at the end of words set apart."""
        tail = _TAIL.search(words)
        return next(filter(None, tail.groups()), "") if tail is not None else ""

    def only_says_who(self, text: str) -> bool:
        """Whether a paragraph only says whose words stand before it."""
        return is_source(text) or self._begins_with_who(text) or self.says_interviewer(text)

    def says_interviewer(self, text: str) -> bool:
        """Whether a paragraph says that an interviewer speaks: `Interviewer (x1abc2de3)`, `— Interviewer`."""
        is_line = count_words(text) <= _MOST_AFTER_NAME and not text.rstrip().endswith(_ENDS)
        return is_line and _NO_PARTICIPANT.match(text) is not None

    def _begins_with_who(self, text: str) -> bool:
        """Whether a paragraph is a name with what stands after it in a quote sheet: `P03, gardener (x1abc2de3)`."""
        hits = self.find_labels(text)
        if not hits or text[: hits[0].start].strip() or count_words(text) > _MOST_AFTER_NAME:
            return False
        return bool(AFTER_NAME.match(text, hits[0].end)) and not text.rstrip().endswith(_ENDS)


def _may_be_word(text: str, hit: Hit) -> bool:
    """Whether a pseudonym at a sentence's start is one that is a word too, and nothing shows that it is a name."""
    if folded(text[hit.start : hit.end]) not in ALSO_WORDS or re.search(r"\w", text[: hit.start]):
        return False
    following = _FOLLOWS.match(text, hit.end)
    return following is not None and following[1].casefold() not in DOES - _OF_THINGS
