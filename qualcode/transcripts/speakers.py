"""Who a speaker's label stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_IN_BRACKETS = re.compile(r"\s*[(\[{].*$", re.DOTALL)
_ID = re.compile(r"([A-Z]{1,5})[\s._-]*(\d{1,5})([A-Z]?)")
_GROUP_ID = re.compile(r"(FG|GROUP|G|W|WS)[\s._-]*(\d{1,3})[\s._-]*P[\s._-]*(\d{1,3})")
# Letters that count voices or questions in a recording, not people in a study.
_VOICES = "A B E F FAC I IE INT IR IV M MOD Q QA R RES RQ S SP SPK T U USER VOICE"
_GENERIC = frozenset(_VOICES.split())

_ASKING = (
    "interviewer int interv inter ivr iver iv ir i q question questioner moderator mod facilitator fac facil "
    "researcher host me interviewerin moderatorin intervieweur intervieweuse entrevistador entrevistadora "
    "intervistatore intervistatrice"
)
_ASKS = frozenset(_ASKING.split())
_TELL_BESIDE_OTHERS = ("i", "r", "res", "m", "f")
_ASKS_IN_WORDS = re.compile(
    r"(?:(?:lead|second|co|male|female|main|the)[\s-]*)?"
    r"(?:interviewer|moderator|facilitator|researcher|questioner|host)s?",
)
_NUMBERED = re.compile(r"(.*?)(?:[\s#._-]*\d{1,2}|[\s_-]+[a-d])?")
_ANSWERING = "a p answer participant respondent resp interviewee ie informant patient carer client guest"
_ANSWERS = frozenset(_ANSWERING.split())

_VOICE = (
    "speaker speakers voice voices person people participant participants respondent male female man woman other "
    "the an sprecher sprecherin sprechende person stimme mann frau locuteur locutrice intervenant intervenante voix "
    "personne homme femme hablante orador oradora voz persona hombre mujer parlante relatore voce persona uomo donna "
    "falante pessoa homem mulher spreker stem talare taler puhuja rozmówca mówca говорящий спикер 話者 说话人 發言者"
)
_VOICES_ONLY = frozenset(_VOICE.split())
_NOBODY_KNOWN = re.compile(
    "unknown|unidentified|unidentifiable|not identified|not known|unclear|inaudible|indistinct|unintelligible|"
    "unrecognised|unrecognized|unsure|unbekannt(?:er?|es)?|unverständlich|unklar|nicht identifiziert|inconnue?|"
    "non identifiée?|desconocid[oa]|no identificad[oa]|sin identificar|inaudibile|sconosciut[oa]|"
    "non identificat[oa]|desconhecid[oa]|não identificad[oa]|inaudível|onbekende?|niet geïdentificeerd|okänd|ukendt|"
    "ukjent|tuntematon|nieznan[ya]|неизвестн(?:ый|ая|о)|不明|未知|話者不明|未知说话人|"
    "all|everyone|everybody|several|multiple|both|various|alle|tous|toutes|tod[oa]s|tutti"
)


@lru_cache(maxsize=1 << 14)  # a label comes again with every turn
def speaker_key(label: str) -> str:
    """What two labels share when they are one speaker's: case, spaces and punctuation aside."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    letters = "".join(character for character in folded if character.isalnum())
    return letters or folded.strip()


def participant_id(label: str) -> str | None:
    """The participant's id where the label is one (`p-3` is P03, `bsr 06` BSR06), else None.

    Labels that only number the voices of one recording (Speaker 1, S1, Participant 2) are no ids.
    """
    bare = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", label)).strip().rstrip(":").upper()
    grouped = _GROUP_ID.fullmatch(bare)
    if grouped:
        return f"{grouped[1]}{grouped[2]}P{int(grouped[3]):02}"
    found = _ID.fullmatch(bare)
    if not found or found[1] in _GENERIC:
        return None
    prefix, digits, letter = found.groups()
    if prefix == "P":
        return f"P{int(digits):02}{letter}"
    if len(digits) < 2:
        return None  # Mary1 may be a name
    return f"{prefix}{digits}{letter}"


def id_in_name(document: str, labels: Sequence[str]) -> tuple[str, str] | None:
    """The one label of a document that only says “Participant” or the like, with the id that its name gives.

    `P1.pdf`, `P03 interview.docx`: None where another label is an id, or more than one such voice speaks.
    """
    general = [label for label in labels if _name_of(label) in _ANSWERS - {"a", "p"} and not participant_id(label)]
    found = participant_id(document) or participant_id(document.split(" ")[0]) if document.strip() else None
    if found is None or len(general) != 1 or any(participant_id(label) for label in labels):
        return None
    return general[0], found


def is_interviewer(label: str, all_labels: Iterable[str] = ()) -> bool:
    """True where the label says that its speaker asks the questions.

    `R`, `M`, `F` and `Res` tell only beside the others: R asks where the rest are participants (R and P3),
    and answers beside an I or Q. Initials of a name never tell.
    """
    name = _name_of(label)
    if not name:
        return False
    if name not in _TELL_BESIDE_OTHERS:
        return name in _ASKS or _ASKS_IN_WORDS.fullmatch(name) is not None
    other_labels = [other for other in all_labels if speaker_key(other) != speaker_key(label)]
    others = {_name_of(other) for other in other_labels}
    if name == "i":
        return not others & {"interviewer", "ir", "iv", "int", "q"}
    asked = any(other in _ASKS or _ASKS_IN_WORDS.fullmatch(other) for other in others)
    return bool(others) and not asked and all(map(_answers, other_labels))


def is_nobody(label: str) -> bool:
    """True where the label says that nobody could tell who speaks, or that several do: `Unknown Speaker 2`, `All`."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", label).casefold())
    left = " ".join(word for word in words if word not in _VOICES_ONLY)
    return _NOBODY_KNOWN.fullmatch(left) is not None or (not left and "?" in label)


def may_be_name(label: str) -> bool:
    """True where a label may be somebody's name: no id, no interviewer, nothing like “Participant”."""
    if participant_id(label) is not None or is_nobody(label) or is_interviewer(label):
        return False
    return _name_of(label) not in _ANSWERS and sum(map(str.isalpha, label)) > 2


def _name_of(label: str) -> str:
    """The label without brackets, numbers and punctuation at its ends: `Interviewer 2 (JS)`."""
    bare = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", label)).casefold().strip(" .:*_#-")
    if re.fullmatch(r"[a-z]", bare):
        return bare
    found = _NUMBERED.fullmatch(bare)
    return (found[1] if found and found[1] else bare).strip()


def _answers(label: str) -> bool:
    return participant_id(label) is not None or _name_of(label) in _ANSWERS
