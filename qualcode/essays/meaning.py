"""Words that a quote cannot lose and still say what was said: no, not, only, but, and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qualcode.analysis.phrases import listed
from qualcode.transcripts.boundaries import said_words
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim


@dataclass(frozen=True, slots=True)
class _Bearing:
    """Words of a language in lower case, and what such words end or begin with."""

    words: frozenset[str]
    ends: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    def has(self, word: str) -> bool:
        return word in self.words or (bool(self.ends) and word.endswith(self.ends)) or word.startswith(self.begins)


def _bearing(
    negations: str, limits: str, numbers: str, ends: tuple[str, ...] = (), begins: tuple[str, ...] = ()
) -> _Bearing:
    return _Bearing(frozenset(f"{negations} {limits} {numbers}".casefold().split()), ends, begins)


_LANGUAGES: Mapping[str, _Bearing] = MappingProxyType(
    {
        "english": _bearing(
            "no not never none nobody nothing nowhere neither nor cannot without hardly scarcely barely seldom "
            "rarely unable unlikely impossible ain't dont didnt doesnt cant wont isnt arent wasnt werent hasnt "
            "havent hadnt couldnt wouldnt shouldnt",
            "but unless except although though however only merely almost nearly perhaps maybe might if least few "
            "less always sometimes usually mostly supposedly apparently",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
            "million half third quarter twice once double dozen",
            ends=("n't",),
        ),
        "german": _bearing(
            "nicht nie niemals kein keine keinen keiner keinem keines nichts niemand nirgends weder noch ohne kaum "
            "selten ungern nee nein",
            "aber sondern außer obwohl jedoch doch nur bloß fast beinahe vielleicht wenn falls wenigstens wenige "
            "weniger",
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig "
            "sechzig siebzig achtzig neunzig hundert tausend million halb hälfte drittel viertel einmal zweimal "
            "doppelt dutzend",
        ),
        "french": _bearing(
            "ne pas jamais rien aucun aucune personne ni sans guère non nulle",
            "mais sauf quoique pourtant cependant seulement presque peut-être si moins plus peu",
            "zéro deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante soixante "
            "cent mille million demi moitié tiers quart fois double douzaine",
            begins=("n'",),
        ),
        "spanish": _bearing(
            "no nunca jamás nada nadie ningún ninguno ninguna ni sin apenas tampoco",
            "pero sino salvo excepto aunque solo sólo solamente casi quizá quizás si menos poco pocos",
            "cero dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cuarenta cincuenta cien "
            "ciento mil millón medio mitad tercio cuarto vez doble docena",
        ),
        "italian": _bearing(
            "non mai niente nulla nessuno nessuna né senza appena neanche nemmeno no",
            "ma però tranne benché solo soltanto quasi forse se meno poco pochi",
            "zero due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta "
            "cento mille milione mezzo metà terzo quarto volta doppio dozzina",
        ),
        "dutch": _bearing(
            "niet nooit geen niets niemand nergens noch zonder nauwelijks zelden nee",
            "maar behalve hoewel echter alleen slechts bijna misschien als tenzij minder weinig",
            "nul twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig honderd "
            "duizend miljoen half helft derde kwart keer dubbel dozijn",
        ),
        "portuguese": _bearing(
            "não nunca jamais nada ninguém nenhum nenhuma nem sem mal tampouco",
            "mas senão exceto salvo embora porém só somente apenas quase talvez se menos pouco poucos",
            "zero dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta cinquenta cem "
            "cento mil milhão meio metade terço quarto vez dobro dúzia",
        ),
        "welsh": _bearing(
            "ddim dim nid ni nad na nac byth erioed neb heb nage",
            "ond oni unig bron efallai os",
            "un dau dwy tri tair pedwar pedair pump chwech saith wyth naw deg ugain cant mil hanner",
        ),
    }
)
LANGUAGES = tuple(_LANGUAGES)

_NONE = _Bearing(frozenset())
_NUMBER = re.compile(r"\d")
_ONLY_NUMBER = re.compile(r"\d[\d.,]*(?:%|st|nd|rd|th)?")  # and no pseudonym
_STANDS_FOR_WORDS = frozenset(("one",))  # [that one]


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that bear meaning and are not printed, as they were said; `known` is whether the language has a list.

    Where it has none, only numbers in digits are looked for.
    """

    words: tuple[str, ...] = ()
    known: bool = True

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def sentence(self) -> str:
        """`This leaves out “not” and “20”: look whether it still says what was said.`; empty where none are."""
        if not self.words:
            return ""
        words = listed([in_marks(word) for word in self.words])
        return f"This leaves out {words}: look whether it still says what was said."


def lost(text: str, span: Span, trim: Trim, language: str) -> Lost:
    """What a trim of a span leaves out that bears meaning; words that the writer's own in brackets keep are not."""
    bearing = _LANGUAGES.get(language.casefold())
    found: list[str] = []
    for one in trim.within(span):
        if one.is_letter(text):
            continue
        kept = Counter(_plain(word) for word in said_words(one.own, Span(0, len(one.own))))
        for word in said_words(text, one.span):
            plain = _plain(word)
            if kept[plain]:
                kept[plain] -= 1
            elif _NUMBER.search(plain) or any((bearing or _NONE).has(part) for part in {plain, *plain.split("-")}):
                found.append(word)
    return Lost(tuple(dict.fromkeys(found)), bearing is not None)


def put_in(own: Iterable[str], instead_of: Iterable[str], language: str) -> tuple[str, ...]:
    """What bears meaning of a writer's own words in brackets, and does not stand in what they stand for."""
    bearing = _LANGUAGES.get(language.casefold(), _NONE)
    said = Counter(_plain(word) for text in instead_of for word in said_words(text, Span(0, len(text))))
    found: list[str] = []
    for text in own:
        for word in said_words(text, Span(0, len(text))):
            plain = _plain(word)
            if said[plain]:
                said[plain] -= 1
            elif plain not in _STANDS_FOR_WORDS and (_ONLY_NUMBER.fullmatch(plain) or bearing.has(plain)):
                found.append(word)
    return tuple(dict.fromkeys(found))


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").replace("ʼ", "'")
