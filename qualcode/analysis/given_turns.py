"""Whose words turns are that were just given to somebody, in sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from qualcode.analysis.documents import Speaker, speakers
from qualcode.analysis.people import participants
from qualcode.participants.consent import Consent


def speaker_named(found: Iterable[Speaker], name: str) -> Speaker | None:
    """The speaker of a document whom a name means: who is shown so, else who is labelled so; None where nobody is."""
    wanted = " ".join(name.split()).casefold()
    every = list(found)
    shown = (one for one in every if one.shown.casefold() == wanted)
    labelled = (one for one in every if one.label.casefold() == wanted)
    return next(shown, None) or next(labelled, None)


def whose_now(
    conn: sqlite3.Connection, document_id: str, given: Iterable[tuple[str | None, str]], known: Collection[str]
) -> list[str]:
    """Whose the turns given to speakers are, each an id or a name; who was not `known` is a new participant.

    `known` are the ids of the participants there were before.
    """
    here = speakers(conn, document_id)
    people = {one.id: one for one in participants(conn)}
    told: dict[str, None] = {}
    for speaker_id, name in given:
        one = here.get(speaker_id) if speaker_id is not None else speaker_named(here.values(), name)
        if one is None:
            continue
        person = people.get(one.participant_id or "")
        if person is None:
            whose = "an interviewer’s" if one.is_interviewer else "no participant’s"
            told[f"What “{one.label}” says is {whose} words."] = None
        elif person.id not in known:
            told[f"They are {person.pseudonym}’s words now: a new participant, with no consent recorded."] = None
        elif person.agreement.consent is Consent.WITHDRAWN:
            told[f"They are {person.pseudonym}’s words now, who withdrew: they count nowhere."] = None
        else:
            told[f"They are {person.pseudonym}’s words now ({person.agreement.consent})."] = None
    return list(told)
