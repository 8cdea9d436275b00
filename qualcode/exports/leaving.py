"""The last look at what leaves the study: names of its list in finished files, which stop them all.

What is printed was cleared on its way here. This looks at the files themselves, whatever made them: words, tables,
charts and their workbooks, descriptions, properties, and what a house template brought along.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeAlias

from qualcode.exports.files import HELD, Held, Written
from qualcode.exports.parts_alone import said_of_parts
from qualcode.exports.phrases import counted
from qualcode.exports.read_back import ReadBack, read_back
from qualcode.participants.disclosure import Audience, Cleared
from qualcode.participants.name_finding import Hit, folded, words_of
from qualcode.participants.name_parts import stands_small, unlisted_parts
from qualcode.participants.names import ListState, Names, PublicWords
from qualcode.problem import Problem

P = ParamSpec("P")
Phrase: TypeAlias = tuple[str, ...]

_MOST_PLACES = 8
_AROUND = 30  # characters on either side of a name
_NEAR = 60  # characters on either side that hold so many words
_BESIDE = 2  # words on either side that tell a place
# Why the look was none, or not what it should be; “names” is what both the palette and the command line call it.
_NO_LIST = "No names were looked for in what was written: this study has no list of names. “names” begins one."
_WITHOUT_LIST = (
    "No names were looked for in what was written: the list of names of this study is not on this machine. It may "
    "hold real names."
)
_BY_MARKS = (
    "The look for names in what was written could not be run as it should: the whole list of names of this study is "
    "not on this machine. Looked for were the names of which the study keeps marks; it may hold a name that the list "
    "gained elsewhere."
)

# What the program prints of itself is written in these.
_OWN = ("exports", "essays", "analysis", "participants", "transcripts")
# Lists of words of which nothing is printed.
_LOOKED_FOR = ("given_names.py", "heard_once.py", "identifying.py", "names_too.py", "speaking.py")
_LEAST_PLURAL = 4  # letters: “as” is not several of “a”
_ASKS_THE_FILE = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|ORDER BY|AND)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: in which file, where in it, and the words around, without the names of the list.

    `small` says that it is written small, with no title before it; `real`, which nobody is told, how it is written.
    """

    file: str
    place: str
    around: str
    small: bool = False
    real: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        return f"{self.file}, {self.place}: {self.around}" if self.around else f"{self.file}: {self.place}"


@dataclass
class Leaving:
    """What is said of files once they were let go."""

    sentences: list[str] = field(default_factory=list)


def release(names: Names, write: Callable[P, Written], *args: P.args, **kwargs: P.kwargs) -> Written:
    """Let a writer write, and its files go once no name of the list is found in them; see `leaving`."""
    with leaving(names, *args, *kwargs.values()) as going:
        written = write(*args, **kwargs)
    return Written(written.paths, (*written.sentences, *going.sentences))


@contextmanager
def leaving(names: Names, *values: object) -> Iterator[Leaving]:
    """Hold back all files that are written within, until none of them has a name of the list in it.

    `values` are what is written: their words from documents in which a word of the list is no name stay as they are,
    as do authors who are cited. Raises Problem with the places where a name stands, or where something would go
    outside from a backup; then no file is written.
    """
    if names.backup_of and any(map(_outside, values)):
        raise Problem(
            f"Nothing was written: this is a backup of {names.backup_of}.",
            "Somebody may have withdrawn since, so nothing goes from it to readers outside.",
            f"Open {names.backup_of} itself.",
        )
    held, going = Held(), Leaving()
    before = HELD.set(held)
    try:
        yield going
    finally:
        HELD.reset(before)
    going.sentences += _looked_through(held.files, names, values)
    going.sentences += held.let_go()


def _looked_through(files: Sequence[tuple[Path, bytes]], names: Names, values: Sequence[object]) -> Iterator[str]:
    """What is to be said of the look. Raises Problem where a name was found."""
    if names.amiss:
        yield names.amiss
    if names.state is ListState.MISSING:
        yield _BY_MARKS if names else _WITHOUT_LIST
    elif names.state is ListState.NONE and any(_outside(value) for value in values):
        yield _NO_LIST
    if not names:
        return
    known = _Known(names, values)
    found: list[Place] = []
    doubtful: list[Place] = []
    read = [(path, [*read_back(path.name, content)]) for path, content in files]
    for path, parts in read:
        for hit, place in _places(path, parts, names, known):
            name = names.names[hit.owners[0]]
            may_be_own = (name.as_written or place.small) and _is_own(name.real or place.real)
            (doubtful if may_be_own else found).append(place)
    if found:
        raise _leak(found)
    if doubtful:
        yield (
            f"A name of the list that is a word of the program too stands in {counted(len(doubtful), 'place')}. "
            f"Look whether it is the name there: {'; '.join(place.words for place in doubtful[:_MOST_PLACES])}"
        )
    if alone := unlisted_parts(names):
        known = _Known(alone, values)
        places = [
            (alone.names[hit.owners[0]].real, one)
            for each in read
            for hit, one in _places(*each, alone, known, shown_by=names)
        ]
        yield from said_of_parts(places, _is_own, outside=any(map(_outside, values)))


def _leak(found: Sequence[Place]) -> Problem:
    more = len(found) - _MOST_PLACES
    listed = "\n".join(
        [*(place.words for place in found[:_MOST_PLACES]), *([f"and {more:,} more"] if more > 0 else [])]
    )
    has = "has a name" if len(found) == 1 else "have names"
    return Problem(
        f"Nothing was written: {counted(len(found), 'place')} in it {has} of the list.",
        f"What stands for the names is shown here in their place.\n{listed}",
        "Take them out of the template, the title, the name of the file. Where the word is no name, let the list of "
        "names take it only as written, or leave that place as it was said.",
    )


def _places(
    path: Path, parts: Sequence[ReadBack], names: Names, known: _Known, *, shown_by: Names | None = None
) -> Iterator[tuple[Hit, Place]]:
    """Where names stand that should not; what is told of a place is shown by these names, or another list."""
    show = (shown_by or names).show
    for hit in names.hits(path.stem):
        yield hit, Place(show(path.name), "the name of the file", "")
    for part in parts:
        text = part.text
        for hit in names.hits(text):
            start, piece, place = part.piece_at(hit.start)
            words = _Around.of(piece, hit.start - start, hit.end - start)
            if not any(map(words.stands_in, known.phrases_with(words.own[0]))):
                shown = _shown(piece, words, show)
                real = text[hit.start : hit.end]
                yield hit, Place(show(path.name), show(place), shown, stands_small(text, hit.start), real)


def _shown(piece: str, words: _Around, show: Callable[[str], str]) -> str:
    """The words around a name, shown as they should have been."""
    start, end = max(0, words.start - _AROUND), words.end + _AROUND
    shown = " ".join(show(piece[start:end]).split())
    return f"“{'…' if start else ''}{shown}{'…' if end < len(piece) else ''}”"


# What may stand


@dataclass(frozen=True)
class _Around:
    """A place in a piece of text by its words: those before it, its own, those after it."""

    start: int
    end: int
    before: Phrase
    own: Phrase
    after: Phrase

    @classmethod
    def of(cls, piece: str, start: int, end: int) -> _Around:
        before, own, after = (_phrase(one) for one in (piece[:start], piece[start:end], piece[end:]))
        return cls(start, end, before[-_BESIDE:], own, after[:_BESIDE])

    def stands_in(self, phrase: Phrase) -> bool:
        """Whether a phrase holds the place: the same words, with the same beside them as far as both go.

        A phrase that is this word alone holds it only where nothing but figures stands beside it: 12 May 2026.
        """
        length = len(self.own)
        if len(phrase) == length:
            beside = (*self.before[-1:], *self.after[:1])
            return phrase == self.own and all(word.isdecimal() for word in beside)
        for at in range(len(phrase) - length + 1):
            if phrase[at : at + length] == self.own:
                before, after = phrase[max(0, at - _BESIDE) : at], phrase[at + length : at + length + _BESIDE]
                if _same(before[::-1], self.before[::-1]) and _same(after, self.after):
                    return True
        return False


def _same(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether words are the same as far as both go, be they of one or of several: field note, field notes."""
    return all(map(_alike, some, others))


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST_PLURAL:
        return one == other
    return one.removesuffix("s") == other.removesuffix("s")


@dataclass(frozen=True)
class _Known:
    """What may stand in a file though it holds a word of the list; looked up with the first that is found."""

    names: Names
    values: Sequence[object]

    def phrases_with(self, word: str) -> Iterable[Phrase]:
        return (*self._left.get(word, ()), *_own_phrases().get(word, ()))

    @cached_property
    def _left(self) -> Mapping[str, Sequence[Phrase]]:
        """Public words, and what was cleared with a word of the list in it, since it is no name there."""
        public, cleared = _words_in(self.values)
        lines = (line for words in cleared for line in words.split("\n"))
        return _by_word(map(_phrase, (*public, *filter(self._is_left, lines))))

    def _is_left(self, line: str) -> bool:
        """Whether a word of the list was left knowingly in words that were cleared."""
        return any(
            all(self.names.names[owner].documents is not None for owner in hit.owners)
            or any(map(_Around.of(line, hit.start, hit.end).stands_in, self._as_said))
            for hit in self.names.hits(line)
        )

    @cached_property
    def _as_said(self) -> Sequence[Phrase]:
        """The words around each place of a document that is left as it was said."""
        return [
            _phrase(left.text[max(0, span.start - _NEAR) : span.end + _NEAR])
            for left in self.names.left.values()
            for span in left.spans
        ]


def _words_in(values: Iterable[object]) -> tuple[list[str], list[str]]:
    """The public words in what is written, and those that were cleared."""
    public: list[str] = []
    cleared: list[str] = []
    ahead: list[Any] = list(values)
    while ahead:
        value = ahead.pop()
        if isinstance(value, PublicWords):
            public.append(value)
        elif isinstance(value, Cleared):
            cleared += [line.words for line in value.lines]
        elif isinstance(value, (tuple, list)):
            ahead += value
        elif isinstance(value, dict):
            ahead += value.values()
        elif is_dataclass(value) and not isinstance(value, type):
            ahead += [getattr(value, one.name) for one in fields(value)]
    return public, cleared


def _outside(value: object) -> bool:
    return Audience.OUTSIDE in (value, getattr(value, "audience", None))


@lru_cache(maxsize=1)
def _own_phrases() -> Mapping[str, Sequence[Phrase]]:
    """What the program prints of itself, as it is written in its modules; 1 s, and needed only where a name is found.

    A name may be one of its words: somebody called May would else stop every file that has a date.
    """
    found: set[Phrase] = set()
    for room in _OWN:
        modules = sorted((Path(__file__).parents[1] / room).rglob("*.py"))
        for module in (one for one in modules if one.name not in _LOOKED_FOR):
            found.update(map(_phrase, _literals(ast.parse(module.read_text(encoding="utf-8")))))
    return _by_word(found)


def _by_word(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        for word in set(phrase):
            found.setdefault(word, []).append(phrase)
    return found


def _literals(module: ast.AST) -> Iterator[str]:
    """The texts of a module, but those that describe it, those that ask the study's file, and patterns."""
    unprinted = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "compile":
            unprinted.update(map(id, ast.walk(call)))
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in unprinted:
            continue
        if not _ASKS_THE_FILE.search(node.value):
            yield node.value


def _phrase(words: str) -> Phrase:
    return tuple(map(folded, words_of(words)))


def _is_own(name: str) -> bool:
    """Whether a name is a word that the program itself prints."""
    words = _phrase(name)
    return len(words) == 1 and words[0] in _own_phrases()
