"""Participants who are left without words: taken out where nothing else is recorded of them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qualcode.edits.store import Row, Store
from qualcode.participants.consent import Consent


def take_out_silent(store: Store, participant_ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """Take out those of some participants who speak nowhere, but never consent or facts with them.

    Gives the pseudonyms of those taken out, and of those who stay without words.
    """
    removed: list[str] = []
    kept: list[str] = []
    for one in participant_ids:
        row = store.row("participant", one)
        if row is None or row["deleted_at"] or store.value(_SPEAKS, one):
            continue
        if _holds_anything(store, row):
            kept.append(row["pseudonym"])
        else:
            removed.append(row["pseudonym"])
            store.remove("participant", [one])
    return removed, kept


_SPEAKS = "SELECT EXISTS (SELECT 1 FROM speaker WHERE participant_id = ? AND deleted_at IS NULL)"


def _holds_anything(store: Store, row: Row) -> bool:
    """True where something is recorded of a participant beside their words."""
    recorded = (row["consent_until"], row["consent_words"].strip(), row["note"].strip())
    if row["consent"] != Consent.NOT_RECORDED or any(recorded) or json.loads(row["attributes"]):
        return True
    return any(store.value(sql, row["id"]) for sql in _HANGING)


_HANGING = (
    "SELECT EXISTS (SELECT 1 FROM memo_link WHERE on_id = ? AND deleted_at IS NULL)",
    "SELECT EXISTS (SELECT 1 FROM summary WHERE participant_id = ? AND deleted_at IS NULL)",
    "SELECT EXISTS (SELECT 1 FROM theme_link WHERE on_id = ? AND deleted_at IS NULL)",
)
