"""Words that look like names and are on no list yet, found by how texts write them; nothing is looked up.

Beside them stand details that tell who somebody is: e-mail addresses, telephone numbers, postcodes, NHS numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qualcode.participants.given_names import (
    ALSO_WORDS,
    BETWEEN,
    DOES,
    GIVEN,
    KIN,
    NOBODYS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    PLACES_AFTER,
    SHORTENED,
    TITLES,
)
from qualcode.participants.identifying import Detail
from qualcode.participants.name_finding import likeness
from qualcode.participants.name_tokens import Letters, Said, TextRead, Token, read
from qualcode.participants.names import What
from qualcode.transcripts.stop_words import stop_words

_ONE_GAP = re.compile(r"[^\S\n]?\n?[^\S\n]?")
_AFTER_TITLE = re.compile(r"\.?[^\S\n]?\n?[^\S\n]?")
_SPEAKER_CODE = re.compile(
    r"[^\W\d_]{0,3}\W?\d+|.{0,2}|.*\b(interviewer|participant|respondent|speaker|moderator)\b.*", re.IGNORECASE
)
_NOUNS_BIG = frozenset({"german", "luxembourgish"})  # languages that write every noun with a capital
_KNOWN = "Only titles, common given names, and names known from other documents were looked for there."
_BEFORE, _AFTER = 24, 40


class Why(StrEnum):
    """By what a name was known, the surest first."""

    EMAIL = str(Detail.EMAIL)
    PHONE = str(Detail.PHONE)
    POSTCODE = str(Detail.POSTCODE)
    HEALTH = str(Detail.HEALTH)
    SPEAKER = "who speaks is called so"
    TITLE = "a title stands before it"
    GIVEN = "a given name"
    WITHIN = "a capital within a sentence"
    BEGINS = "begins a sentence, and somebody does something"
    CAPITALS = "written in capitals"
    ALSO_A_WORD = "a word as well, written with a capital"


_INSTEAD = {
    Why.EMAIL: "[e-mail address]",
    Why.PHONE: "[telephone number]",
    Why.POSTCODE: "[postcode]",
    Why.HEALTH: "[number]",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that look like a name: how often and in which documents (ids) they stand, by what they were known.

    `around` is one place in its words.
    """

    words: str
    what: What
    why: Why
    count: int
    documents: tuple[str, ...]
    around: str

    @property
    def is_also_a_word(self) -> bool:
        """Whether it is to be taken as written only."""
        return self.why is Why.ALSO_A_WORD

    @property
    def suggested(self) -> str:
        """What may stand for it: `[e-mail address]`; empty for a name, which needs one of its own."""
        return _INSTEAD.get(self.why, "")


@dataclass(frozen=True)
class Found:
    """The candidates, surest first; `capitals` and `small` are documents (as called) whose letters say nothing.

    `nouns_big` is the language, where that writes every noun with a capital.
    """

    candidates: tuple[Candidate, ...]
    capitals: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    nouns_big: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was not looked for as well as elsewhere, and why."""
        everywhere = (
            (f"{self.nouns_big.title()} writes every noun with a capital. {_KNOWN}",) if self.nouns_big else ()
        )
        return everywhere + tuple(
            f"{', '.join(called[:5])}{' and others' if len(called) > 5 else ''}: written {how}, so capitals tell "
            f"nothing. {_KNOWN}"
            for called, how in ((self.capitals, "in capitals throughout"), (self.small, "without capitals"))
            if called
        )


@dataclass
class _Place:
    words: str
    why: Why
    what: What
    document_id: str
    around: str


@dataclass
class _Corpus:
    """How all texts write their words; `stop` are those that hold their language together."""

    stop: Set[str]
    small: Counter[str] = field(default_factory=Counter)
    within: Counter[str] = field(default_factory=Counter)


def candidates(texts: Iterable[Said], listed: Iterable[str] = (), language: str = "english") -> Found:
    """Words that look like names in some texts; those that `listed` names are left out. 1 s for 100,000 words.

    `language` is that of the texts, by its English name; titles and given names are known in English alone.
    """
    texts_read = [read(one) for one in texts]
    corpus = _Corpus(stop_words("english") | stop_words(language))
    flat = language.casefold() in _NOUNS_BIG
    if flat:
        texts_read = [replace(one, letters=Letters.BIG) for one in texts_read]
    for text in texts_read:
        if text.letters is Letters.MIXED:
            for token in text.tokens:
                if not token.is_capital:
                    corpus.small[token.key] += 1
                elif not token.begins:
                    corpus.within[token.key] += 1
    places = [place for text in texts_read if text.letters is Letters.MIXED for place in _in_mixed(text, corpus)]
    known = {part for place in places for part in likeness(place.words) if place.why is not Why.ALSO_A_WORD}
    for text in texts_read:
        if text.letters is not Letters.MIXED:
            places += _in_flat(text, known, corpus)
        places += _speakers(text.said)
        places += _details(text)
    return Found(
        tuple(_gathered(places, {likeness(one) for one in listed})),
        tuple(text.said.called for text in texts_read if text.letters is Letters.BIG and not flat),
        tuple(text.said.called for text in texts_read if text.letters is Letters.SMALL),
        language if flat else "",
    )


# Where capitals tell something


def _in_mixed(text: TextRead, corpus: _Corpus) -> Iterator[_Place]:
    tokens, at = text.tokens, 0
    while at < len(tokens):
        token = tokens[at]
        if (token.key in TITLES and token.is_capital) or token.key in KIN:
            named = _run(tokens, at + 1, corpus, after_title=True)
            named = _without_last(named)
            if named and named[0].key not in corpus.stop and not (token.key in KIN and named[0].key in corpus.small):
                yield _place(text, named, Why.TITLE, What.PERSON)
                at += 1 + len(named)
                continue
        if not token.is_capital or (token.key in NOBODYS and token.key not in ALSO_WORDS) or _is_i(token):
            at += 1
            continue
        run = _run(tokens, at, corpus)
        kept = _as_name(run, tokens[at + len(run)] if at + len(run) < len(tokens) else None, corpus)
        if kept is not None:
            named, why = kept
            yield _place(text, named, why, _what(tokens, at + len(run) - len(named), named))
        at += max(1, len(run))


def _is_i(token: Token) -> bool:
    return token.words in ("I", "A") or token.words.startswith(("I'", "I’"))


def _run(tokens: Sequence[Token], at: int, corpus: _Corpus, *, after_title: bool = False) -> list[Token]:
    """Words with capitals that stand together from a place on, with small words within: Isle of Wight."""
    run: list[Token] = []
    held: list[Token] = []
    for token in tokens[at:]:
        title = bool(run) and (len(run[-1].words) == 1 or run[-1].key in TITLES or run[-1].key == "st")
        gap = _AFTER_TITLE if title or (after_title and not run and tokens[at - 1].key in SHORTENED) else _ONE_GAP
        apart = not gap.fullmatch(token.gap) or (token.begins and not title and token.gap != " ")
        if (run or after_title) and apart:
            break
        if run and run[-1].had:
            break
        if run and token.key in BETWEEN and len(held) < 2:
            held.append(token)
        elif run and (token.key in KIN or (token.key in corpus.stop and token.key not in ALSO_WORDS)):
            break
        elif token.is_capital and not _is_i(token) and token.key not in TITLES:
            run += [*held, token]
            held = []
        else:
            break
    return run


def _as_name(run: Sequence[Token], following: Token | None, corpus: _Corpus) -> tuple[list[Token], Why] | None:
    """What of a run is a name, and by what it is known; None where nothing is."""
    named = list(run)
    while named and named[0].begins and _is_no_name(named, corpus):
        named = named[1:]
        while named and not named[0].is_capital:
            named = named[1:]
    named = _without_last(named)
    if not named or all(token.key in NOBODYS and token.key not in ALSO_WORDS for token in named):
        return None
    first = named[0]
    if len(named) == 1 and (first.key in corpus.small or first.key in ALSO_WORDS or first.key in corpus.stop):
        return (named, Why.ALSO_A_WORD) if _may_be_a_name(first, following, corpus) else None
    if len(named) == 1 and len(first.words) > 1 and first.words.isupper():
        return named, Why.CAPITALS
    if any(token.key in GIVEN and token.key not in ALSO_WORDS for token in named):
        return named, Why.GIVEN
    if not first.begins or len(named) > 1 or corpus.within[first.key]:
        return named, Why.WITHIN
    does = following is not None and following.key in DOES and following.gap == " "
    return (named, Why.BEGINS) if first.had or does else None


def _without_last(run: Sequence[Token]) -> list[Token]:
    """A run without what ends it and is nobody's: Monday, English, a small word."""
    named = list(run)
    while named and (not named[-1].is_capital or (named[-1].key in NOBODYS and named[-1].key not in ALSO_WORDS)):
        named.pop()
    return named


def _is_no_name(run: Sequence[Token], corpus: _Corpus) -> bool:
    """Whether the first word of a sentence has its capital from that alone."""
    key = run[0].key
    if (key in GIVEN and key not in corpus.small) or (len(run) == 1 and key in ALSO_WORDS):
        return False
    if key in corpus.stop or key in corpus.small or key in NOBODYS:
        return True
    # “Later Oxtoby came”: the second is known as a name from elsewhere, the first from here alone.
    more = len(run) > 1 and run[1].is_capital
    return more and not corpus.within[key] and (key.endswith(("ly", "ing")) or corpus.within[run[1].key] > 1)


def _may_be_a_name(token: Token, following: Token | None, corpus: _Corpus) -> bool:
    """Whether a word that stands small as well is a name here."""
    if token.key in corpus.stop and token.key not in ALSO_WORDS:
        return False
    does = following is not None and following.key in DOES and following.gap == " "
    if token.begins:
        return token.key in ALSO_WORDS and (does or token.had)
    if token.key in NOBODYS:  # months that are names
        return does or token.had
    if token.key in ALSO_WORDS:
        return True
    return corpus.within[token.key] > 2 * corpus.small[token.key] and token.words[1:].islower()


def _what(tokens: Sequence[Token], at: int, named: Sequence[Token]) -> What:
    last = named[-1].key
    if last in ORGANISATION_WORDS or (len(named) == 1 and named[0].words.isupper() and len(named[0].words) > 1):
        return What.ORGANISATION
    if last in PLACE_WORDS:
        return What.PLACE
    if any(token.key in GIVEN for token in named):
        return What.PERSON
    before = tokens[at - 1] if at else None
    if before is not None and before.key in PLACES_AFTER and named[0].gap == " ":
        return What.PLACE
    return What.PERSON


# Where they tell nothing


def _in_flat(text: TextRead, known: set[str], corpus: _Corpus) -> Iterator[_Place]:
    """Names that are known by a title, from other documents, or as common given names."""
    tokens = text.tokens
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        titled = before is not None and before.key in TITLES and _AFTER_TITLE.fullmatch(token.gap) is not None
        if titled and token.key not in corpus.stop:
            yield _place(text, [token], Why.TITLE, What.PERSON)
        elif token.key in ALSO_WORDS or token.key in corpus.stop or len(token.key) < 3:
            continue
        elif token.key in GIVEN:
            yield _place(text, [token], Why.GIVEN, What.PERSON)
        elif token.key in known:
            yield _place(text, [token], Why.WITHIN, What.PERSON)


def _speakers(said: Said) -> Iterator[_Place]:
    """What speakers are called, where it is more than a code."""
    for label in said.speakers:
        words = label.strip()
        if words and not _SPEAKER_CODE.fullmatch(words) and any(letter.isupper() for letter in words):
            yield _Place(words, Why.SPEAKER, What.PERSON, said.document_id, "")


def _details(text: TextRead) -> Iterator[_Place]:
    """What is no name and tells who somebody is all the same."""
    for one in text.details:
        yield _place_at(text, one.span.start, one.span.end, Why(str(one.what)), What.DETAIL)


# Together


def _place(text: TextRead, named: Sequence[Token], why: Why, what: What) -> _Place:
    return _place_at(text, named[0].start, named[-1].end, why, what)


def _place_at(text: TextRead, start: int, end: int, why: Why, what: What) -> _Place:
    whole = text.said.text
    before, after = whole[max(0, start - _BEFORE) : start], whole[end : end + _AFTER]
    words = " ".join(whole[start:end].split())
    around = " ".join(f"{before.partition(' ')[2]}{words}{after.rpartition(' ')[0]}".split())
    return _Place(words, why, what, text.said.document_id, around)


def _gathered(places: Iterable[_Place], listed: set[tuple[str, ...]]) -> Iterator[Candidate]:
    """Places with the same words as one candidate, the surest and commonest first."""
    together: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for place in places:
        key = likeness(place.words)
        if key and key not in listed and not all((part,) in listed for part in key):
            together[key].append(place)
    order: Mapping[Why, int] = {why: number for number, why in enumerate(Why)}
    found = []
    for same in together.values():
        why = min((place.why for place in same), key=order.__getitem__)
        spelt = Counter(place.words for place in same).most_common(1)[0][0]
        what = Counter(place.what for place in same if place.why is why).most_common(1)[0][0]
        documents = tuple(dict.fromkeys(place.document_id for place in same))
        around = next((place.around for place in same if place.around), "")
        spoken = sum(place.why is not Why.SPEAKER for place in same)
        found.append(Candidate(spelt, what, why, spoken, documents, around))
    yield from sorted(found, key=lambda one: (order[one.why], -one.count, one.words.casefold()))
