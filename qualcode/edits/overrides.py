"""Reasons to print words that the person said no to, ended when they say so again."""

from __future__ import annotations

from qualcode.analysis.asked_about import Tellings, answers_by_document
from qualcode.analysis.overrides import overrides_by_document, overriding
from qualcode.edits.memos import RemoveMemos
from qualcode.edits.store import Store


def end_overrides(store: Store, quote_id: str) -> None:
    """Take out the memos that have words printed against what was said to a quote; next to nothing without any.

    An answer that is recorded once more, all the same as before, leaves no other trace.
    """
    document_id = store.value("SELECT document_id FROM quote WHERE id = ?", quote_id)
    some = overrides_by_document(store.conn).get(document_id, [])
    if not some:
        return
    tellings = Tellings(store.conn, document_id)
    answers = [one for one in answers_by_document(store.conn).get(document_id, ()) if one.quote_id == quote_id]
    ended = {over.memo_id for one in answers for over in overriding(some, one, tellings)}
    if ended:
        RemoveMemos(sorted(ended)).apply(store)
