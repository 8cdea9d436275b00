"""Where sentences begin and end in speech that was written down."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.transcripts.languages import Language, language_of
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

# A mark that follows a stop at once closes what was quoted, whichever way it looks, unless a word follows it.
_CLOSING = r"(?:[\"'”’»›)\]}*]+(?!\w)|[“‘«]+(?![\w¿¡])|[ \u00a0\u202f]»)*"
_EAST_ASIAN = r"[。！？｡؟।۔][。！？｡؟।۔!?.…]*[”’」』）》)\]\"]*\s*(?=\S)"
_PLACES = re.compile(
    rf"(?P<stop>(?:\.[ ]){{2,}}\.|[.?!…]+|(?<=\w)\s?(?:--+|[—–])|(?<=\w)[ ]-(?=\s)){_CLOSING}"
    rf"(?:\s+(?=\S)|(?<=[a-zß-öø-ÿ][.?!])(?=[(\[]))|{_EAST_ASIAN}"
)
_OPENING = "“‘\"'„«‹»([{¿¡*—–- \u00a0\u202f"
_WORD_BEFORE = re.compile(r"(\S+)\Z")
_FIRST_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?[’']?")
_I = re.compile(r"I(?:[’']|\s+[a-z])")
_I_ALONE = re.compile(r"I\b")
_DOTTED = re.compile(r"(?:\w{1,2}\.[ -]?)+\w{1,2}")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_MARKED = re.compile(  # I got a C. We were on ward B.
    r"\b(?:an?|the|plan|ward|type|grade|vitamin|hepatitis|group|class|section|part|stage|level|option|block|unit|"
    r"band|team|flat|room|step)\s+[A-Z]\Z"
)
_ORDINAL = re.compile(  # am 3. Mai, der 1. Gruppe
    r"\b(?:am|im|vom|zum|zur|beim|ab|bis|seit|der|die|das|dem|den|des|jede[rs]?|eine[rmns]?|mein\w*|ihr\w*|sein\w*)"
    r"\s+\d{1,2}\Z",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)", re.IGNORECASE)
_SAYS = (
    "said|says|say|asked|asks|goes|went|shouted|replied|answered|thought|cried|laughed|told|whispered|sagte|fragte|"
    "rief|meinte|dit|demanda|répondit|dijo|preguntó|disse|chiese|perguntou|zei|vroeg|meddai"
)
_SAID = re.compile(
    rf"(?:I|[^\W\d_]\w*)(?:\s\w+)?\s(?:{_SAYS})\b(?!\s(?:it|that|this|so|nothing|something|the|a)\b|[,:]?\s*[\"“‘'«„])"
)
_SAID_EAST = re.compile(r"[^。！？，\s]{0,6}(?:说|說|问|問|道|答|喊|叫)")
_QUOTED = re.compile(r"[?!…。！？؟][\"'”’»」』 \u00a0\u202f]*[\"'”’»」』“«]\Z")
_BRACKETED = re.compile(r"[?!….][)\]]+\Z")
_TRAILING = re.compile(r"(?:\.[. ]*\.|…)\Z")
_GOES_ON_AT_ONCE = re.compile(r"[,;:]|[—–-]+\s+[^\W\d_A-ZÀ-ÖØ-Þ]")
_REMARK = re.compile(r"(?:[\[(<{*][^\[\](){}<>.?!]{1,40}[\])>}*][\s.,]*)+\Z")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_LISTED = re.compile(r"\n(?=[^\S\n]*(?:[-–—*•·▪‣]|\(?\d{1,3}[.)]|[a-z]\))\s)")
_SHORT_LINE = re.compile(r"(?:^|(?<=\n))[^\n]{0,50}[^\s,;:–—-][^\S\n]*\n(?=[^\S\n]*[“‘\"']?[A-ZÀ-ÖØ-Þ])")
_MARKER = re.compile(r"(?:\(?\d{1,3}[.)]|[A-Za-z]\)|[-–—*•·▪‣])\Z")
_BACK = 40  # characters before a stop that tell what it is
_AHEAD = 100  # characters after it that are looked at
_RUN_ON = 60  # words without a full stop, after which line ends divide


def sentence_spans(
    text: str,
    turns: Iterable[Turn],
    language: str = "english",
    *,
    trained_on: Iterable[str] = (),
) -> tuple[Span, ...]:
    """The sentences of the turns' words: half-open, trimmed of spaces, in order.

    None crosses a turn or an empty line; every character of a turn that is no space lies in exactly one.
    `trained_on` are texts from which more abbreviations are learnt (0.04 s for each 6,000 words).
    """
    tokenizer = _tokenizer(language, tuple(trained_on))
    known = language_of(language)
    return tuple(
        Span(start, end)
        for turn in turns
        for first, last in _stretches(text, turn.start, turn.end)
        for start, end in _sentences(text, first, last, tokenizer, known)
    )


@lru_cache(maxsize=4)
def _tokenizer(language: str, texts: tuple[str, ...]) -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer  # 0.2 s

    parameters = PunktParameters()
    if texts:
        trainer = PunktTrainer()
        for text in texts:
            trainer.train(text, finalize=False)
        parameters = trainer.get_params()
    parameters.abbrev_types.update(language_of(language).abbreviations)
    return PunktSentenceTokenizer(parameters)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a turn that no sentence crosses: paragraphs, items of a list, short lines."""
    words = text[start:end]
    if "\n" not in words:
        yield start, end
        return
    cuts = {0, len(words)}
    for pattern in (_PARAGRAPHS, _LISTED, _SHORT_LINE):
        cuts.update(match.end() for match in pattern.finditer(words))
    ordered = sorted(cuts)
    for first, last in pairwise(ordered):
        yield start + first, start + last


def _sentences(
    text: str, start: int, end: int, punkt: PunktSentenceTokenizer, language: Language
) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if not words.strip():
        return
    places = list(_PLACES.finditer(words))
    # Only a full stop can be an abbreviation's; Punkt tells of those that no list knows.
    punkts = [first for first, _ in punkt.span_tokenize(words)] if any(p["stop"] == "." for p in places) else []
    kept = [0]
    for place in places:
        before, after = words[kept[-1] : place.end()].strip(), words[place.end() : place.end() + _AHEAD]
        if before and not _goes_on(before, after) and _ends(words, place, after, punkts, language):
            kept.append(place.end())
    if len(kept) > 1 and _REMARK.match(words, kept[-1]):
        kept.pop()  # [laughs] at the end of a turn
    for first, last in zip(kept, [*kept[1:], len(words)], strict=True):
        yield from _without_run_ons(text, start + first, start + last)


def _goes_on(before: str, after: str) -> bool:
    """True where a sentence cannot end: after a list's number, before a stray mark, in `“What?” she said`."""
    if _MARKER.match(before) or not any(character.isalnum() for character in before):
        return True
    following = after.split(maxsplit=1)[0]
    if not any(character.isalnum() for character in following) and following == after.strip():
        return True
    if _GOES_ON_AT_ONCE.match(after):
        return True
    if _QUOTED.search(before):
        return after[0].islower() or _SAID.match(after) is not None or _SAID_EAST.match(after) is not None
    return after[0].islower() and (_TRAILING.search(before) or _BRACKETED.search(before)) is not None


def _ends(words: str, place: re.Match[str], after: str, punkts: list[int], language: Language) -> bool:
    """True where the stop ends a sentence."""
    stop = place["stop"]
    if stop is None:  # of a script with stops of its own
        return True
    bare = after.lstrip(_OPENING)
    if stop == ".":
        return _full_stop_ends(words, place, bare, punkts, language)
    if stop.strip(".…?! \n\t"):  # broken off: I never-- She left
        return _begins(bare, language)
    if not stop.strip("?!"):
        return True
    if stop[-1] in "?!":
        return not bare[:1].islower()
    # I went… Then she came
    return (
        bare[:1].isupper()
        and not _I_ALONE.match(bare)
        and (not language.nouns_have_capitals or _begins(bare, language))
    )


def _full_stop_ends(words: str, place: re.Match[str], bare: str, punkts: list[int], language: Language) -> bool:
    lead = words[max(0, place.start() - _BACK) : place.start()]
    found = _WORD_BEFORE.search(lead)
    if found is None:
        return True
    word = found[1].lstrip(_OPENING)
    plain = word.casefold()
    last = re.split("[’']", plain)[-1]  # l’avv., all'on.
    plain = last if last in language.abbreviations else plain
    if plain in language.titles or (plain in language.numbered and bare[:1].isdigit()):
        return False
    if plain[-1:].isdigit():
        return _number_ends(lead, bare, language)
    if _INITIAL.fullmatch(word) or _DOTTED.fullmatch(word):
        return _initial_ends(lead, word, bare, language)
    if plain == "no":  # an answer, far oftener than a number's
        return True
    if plain in language.abbreviations or (language.nouns_have_capitals and plain.endswith("str")):
        return _begins(bare, language)
    index = bisect_right(punkts, place.end() + 2)
    return index > 0 and punkts[index - 1] > place.start()


def _number_ends(lead: str, bare: str, language: Language) -> bool:
    """True after `in 1998.`; not after `am 3.` of May, nor where the words go on in small letters."""
    if language.ordinals and (_MONTH.match(bare) or _ORDINAL.search(lead)):
        return False
    return not (language.ordinals and bare[:1].islower())


def _initial_ends(lead: str, word: str, bare: str, language: Language) -> bool:
    """True after `plan B.` and `I did A.A.` where a sentence begins; not in `J. K. Smith` or `z. B.`."""
    if word == "I":
        return not re.search(r"\b[A-Z]\.\s+I\Z", lead)
    return _begins(bare, language) or (_MARKED.search(lead) is not None and bare[:1].isupper())


def _begins(bare: str, language: Language) -> bool:
    """True of words that begin a sentence far oftener than they follow a name or an abbreviation."""
    first = _FIRST_WORD.match(bare)
    if first is None:
        return False
    return first[0] in language.starters or _I.match(bare) is not None


def _without_run_ons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One sentence, or its lines where it runs on without a stop, as automatic transcripts do."""
    words = text[start:end]
    if "\n" in words.strip() and len(words.split()) > _RUN_ON:
        for line in re.finditer(r"[^\n]+", words):
            if line[0].strip():
                yield _trimmed(text, start + line.start(), start + line.end())
    else:
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
