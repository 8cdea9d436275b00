"""Which tables the journal folds into, and which of their columns are computed from others."""

from __future__ import annotations

from collections.abc import Mapping

SPAN = ("version_id", "start", "stop")

# Columns that are worked out again from the rest, so never journalled.
DERIVED: Mapping[str, frozenset[str]] = {
    "study": frozenset(),
    "coder": frozenset(),
    "document": frozenset(),
    "text_version": frozenset({"sentences"}),
    "speaker": frozenset(),
    "participant": frozenset(),
    "attribute": frozenset(),
    "code": frozenset(),
    "coding": frozenset({"current_start", "current_stop", "turn_number", "speaker_id", "long_id"}),
    "memo": frozenset(),
    "memo_link": frozenset(),
    "quote": frozenset(),
    "essay": frozenset(),
    "summary": frozenset(),
    "theme": frozenset(),
    "theme_link": frozenset(),
    "round": frozenset(),
    "agreed": frozenset(),
    "pin": frozenset(),
}
FOLDED = tuple(DERIVED)

# A span means nothing without the text version it counts in: the three travel as one key, `span`.
WITH_SPAN = frozenset({"coding", "quote", "memo_link"})

# JSON objects merged key by key, so that two people may fill different attributes of one person.
MERGED = frozenset({("participant", "attributes"), ("document", "attributes")})

# Kept by the store itself on every folded table.
OWN = frozenset({"num", "hlc"})
