"""Where sentences begin and end in speech that was written down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

# Without the last point, lower case, as Punkt wants them.
_TITLES = "mr mrs ms mx dr prof rev fr st sr hon gen col capt lt sgt cllr supt insp"
_LATIN = "e.g eg i.e ie cf viz vs v al ca c approx esp incl excl resp"
_NAMED = "no nos vol pp p fig figs ch sec para ed eds tel ext dept est min max mins hrs hr"
_CALENDAR = "jan feb apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri"
_ENDING = "etc a.m p.m am pm inc ltd co corp plc jr u.k u.s u.s.a n.h.s ph.d b.a m.a b.sc m.sc ave rd govt"
ABBREVIATIONS = {"english": f"{_TITLES} {_LATIN} {_NAMED} {_CALENDAR} {_ENDING}"}

# Words that begin a sentence far oftener than they follow a name or an abbreviation.
_STARTERS = (
    "He|She|It|They|We|You|The|A|An|And|But|So|Or|No|Yes|Yeah|Yep|Well|That|This|There|These|Those|What|"
    "When|Where|Why|How|Who|Because|Not|Then|My|Our|His|Her|Their|Your|If|In|On|At|As|Some|Maybe|Perhaps|Okay|"
    "OK|Oh|Right|Now|Just|Do|Did|Is|Are|Was|Were|Can|Could|Would|Will|Have|Has|Had|After|Before|Also|"
    "Actually|Anyway|Even|Everybody|Everyone|Nobody|Nothing|Sometimes|Thank|For|From|To|It’s|It's|That’s|That's|"
    "He’s|He's|She’s|She's|They’re|They're|We’re|We're|You’re|You're|There’s|There's|Don’t|Don't|Didn’t|Didn't"
)
_CLOSING = "[\"'”’»)\\]]*"
_MORE = re.compile(
    rf"(?:\.{{3,}}|…){_CLOSING}\s+(?=[“‘\"'(\[]?(?!I\b)[A-ZÀ-ÖØ-Þ])"  # I went… Then she came
    rf"|(?<=\w)(?:--+|[—–]){_CLOSING}\s+(?=(?:{_STARTERS})\b)"  # I never-- She left
    rf"|\b[A-Z]\.{_CLOSING}\s+(?=(?:{_STARTERS})\b)"  # plan B. Then
    rf"|\b(?:etc|[ap]\.?m|[Ii]nc|[Ll]td|U\.K|U\.S|N\.H\.S|Ph\.D)\.{_CLOSING}\s+(?=(?:{_STARTERS}|I)\b)"
    rf"|[。！？｡؟।]+[”’»」』）)\]]*\s*(?=\S)",
)
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_LISTED = re.compile(r"\n(?=[^\S\n]*(?:[-–—*•·▪‣]|\(?\d{1,3}[.)]|[a-z]\))\s)")
_SHORT_LINE = re.compile(r"(?:^|(?<=\n))[^\n]{0,50}[^\s,;:–—-][^\S\n]*\n(?=[^\S\n]*[“‘\"']?[A-ZÀ-ÖØ-Þ])")
_MARKER = re.compile(r"(?:\(?\d{1,3}[.)]|[A-Za-z]\)|[-–—*•·▪‣])\Z")
_QUOTED_END = re.compile(r"[?!…][\"'”’»]+\Z|(?:\.{3}|…)\Z")
_AHEAD = 100  # characters after a break that are looked at
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
    return tuple(
        Span(start, end)
        for turn in turns
        for first, last in _stretches(text, turn.start, turn.end)
        for start, end in _sentences(text, first, last, tokenizer)
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
    parameters.abbrev_types.update(ABBREVIATIONS.get(language, "").split())
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


def _sentences(text: str, start: int, end: int, punkt: PunktSentenceTokenizer) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if not words.strip():
        return
    breaks = {first for first, _ in punkt.span_tokenize(words)} | {m.end() for m in _MORE.finditer(words)}
    kept = [0]
    for offset in sorted(breaks - {0}):
        before, after = words[kept[-1] : offset].strip(), words[offset : offset + _AHEAD].lstrip()
        if before and after and not _goes_on(before, after):
            kept.append(offset)
    for first, last in zip(kept, [*kept[1:], len(words)], strict=True):
        yield from _without_run_ons(text, start + first, start + last)


def _goes_on(before: str, after: str) -> bool:
    """True where a break is none: after a list's number, before a stray mark, in `“What?” she said`."""
    if _MARKER.match(before) or not any(character.isalnum() for character in before):
        return True
    following = after.split(maxsplit=1)[0]
    if not any(character.isalnum() for character in following) and following == after.strip():
        return True
    return after[0].islower() and _QUOTED_END.search(before) is not None


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
