"""Whether rows can stand as they are once an action is taken back: nobody hangs on what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.edits.store import Change, Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks


def check_standing(store: Store, label: str, changes: Sequence[Change]) -> None:
    """Look at the rows of `changes` as they are now.

    Raises Problem where a row that was added is gone and others still name it, one that came back names another
    that is gone, two participants would have one pseudonym, or a text went on from turns that are now others.
    """
    for change in changes:
        if _is_missed(store, change):
            raise Problem(
                f"{in_marks(label)} is in use since.",
                "Taking it back would take away what others have done with it.",
                "Take that back first; History lists it.",
            )
        if (gone := _is_missing(store, change)) is not None:
            raise Problem(
                f"{in_marks(label)} needs {gone}, which was taken out since.",
                "Without that, what comes back would not be what it was.",
                f"Bring {gone} back first: History lists its removal.",
            )
        if _went_on(store, change, changes):
            raise Problem(
                f"{in_marks(label)} was changed again since.",
                "The text of a document was changed after it.",
                "Take back that change first; History lists it.",
            )
    _check_pseudonyms(store, changes)


# What hangs on a row, asked when the row itself is gone: living rows that name it.
_HANGING = {
    "code": (
        "SELECT EXISTS (SELECT 1 FROM coding c JOIN document d ON d.id = c.document_id WHERE c.code_id = :id "
        "AND c.deleted_at IS NULL AND d.deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM code WHERE parent_id = :id AND deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM summary WHERE code_id = :id AND deleted_at IS NULL)"
    ),
    "document": "SELECT EXISTS (SELECT 1 FROM coding WHERE document_id = :id AND deleted_at IS NULL)",
    "participant": (
        "SELECT EXISTS (SELECT 1 FROM participant p JOIN speaker s ON s.participant_id = p.id "
        "JOIN document d ON d.id = s.document_id WHERE p.id = :id AND p.deleted_at IS NOT NULL "
        "AND s.deleted_at IS NULL AND d.deleted_at IS NULL)"
    ),
    "theme": "SELECT EXISTS (SELECT 1 FROM theme_link WHERE theme_id = :id AND deleted_at IS NULL)",
    "essay": (
        "SELECT EXISTS (SELECT 1 FROM quote WHERE essay_id = :id AND deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM essay_part WHERE essay_id = :id AND deleted_at IS NULL)"
    ),
}


def _is_missed(store: Store, change: Change) -> bool:
    """True where a row that the action added, or a person it brought back, is now gone and others still name it."""
    sql = _HANGING.get(change.table)
    if sql is None or (change.before is not None and change.table != "participant"):
        return False
    return bool(store.conn.execute(sql, {"id": change.row_id}).fetchone()[0])


# What a living row needs that is gone: its name.
_NEEDED = {
    "coding": (
        "SELECT code.name FROM coding c JOIN code ON code.id = c.code_id AND code.deleted_at IS NOT NULL "
        "JOIN document d ON d.id = c.document_id AND d.deleted_at IS NULL WHERE c.id = ? AND c.deleted_at IS NULL"
    ),
    "speaker": (
        "SELECT p.pseudonym FROM speaker s JOIN document d ON d.id = s.document_id AND d.deleted_at IS NULL "
        "JOIN participant p ON p.id = s.participant_id AND p.deleted_at IS NOT NULL "
        "WHERE s.id = ? AND s.deleted_at IS NULL"
    ),
    "document": (
        "SELECT p.pseudonym FROM document d JOIN speaker s ON s.document_id = d.id AND s.deleted_at IS NULL "
        "JOIN participant p ON p.id = s.participant_id AND p.deleted_at IS NOT NULL "
        "WHERE d.id = ? AND d.deleted_at IS NULL"
    ),
    "summary": (
        "SELECT code.name FROM summary s JOIN code ON code.id = s.code_id AND code.deleted_at IS NOT NULL "
        "WHERE s.id = ? AND s.deleted_at IS NULL"
    ),
    "theme_link": (
        "SELECT theme.claim FROM theme_link l JOIN theme ON theme.id = l.theme_id AND theme.deleted_at IS NOT NULL "
        "WHERE l.id = ? AND l.deleted_at IS NULL"
    ),
    "quote": (
        "SELECT essay.title FROM quote q JOIN essay ON essay.id = q.essay_id AND essay.deleted_at IS NOT NULL "
        "WHERE q.id = ? AND q.deleted_at IS NULL"
    ),
    "essay_part": (
        "SELECT essay.title FROM essay_part p JOIN essay ON essay.id = p.essay_id AND essay.deleted_at IS NOT NULL "
        "WHERE p.id = ? AND p.deleted_at IS NULL"
    ),
}


def _is_missing(store: Store, change: Change) -> str | None:
    """What a row that was changed or taken out, and is there now, needs and has no more; None for nothing."""
    sql = _NEEDED.get(change.table)
    if change.before is None or sql is None:
        return None
    name = store.value(sql, change.row_id)
    return None if name is None else in_marks(name)


def _went_on(store: Store, change: Change, changes: Sequence[Change]) -> bool:
    """True where whose turns they are changed in a version of a text that the action did not know."""
    if change.table != "text_version" or not change.before or "turns" not in change.before:
        return False
    known = {one.row_id for one in changes if one.table == "text_version"}
    later = store.rows("SELECT id FROM text_version WHERE parent_id = ? AND deleted_at IS NULL", change.row_id)
    return any(row["id"] not in known for row in later)


def _check_pseudonyms(store: Store, changes: Sequence[Change]) -> None:
    touched = {change.row_id for change in changes if change.table == "participant" and change.before is not None}
    if not touched:
        return
    living = dict(store.conn.execute("SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL").fetchall())
    times = Counter(pseudonym.casefold() for pseudonym in living.values())
    for one in sorted(touched & living.keys()):
        if times[living[one].casefold()] > 1:
            raise Problem(
                f"Somebody else is {living[one]} now.",
                "Two people would have one pseudonym.",
                "Give the other person another pseudonym first.",
            )
