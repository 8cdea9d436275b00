"""Words that become somebody else's: where what their speaker agreed to is stricter, only for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from qualcode.analysis.given_turns import Agreed, Held, Passed, held, passed
from qualcode.analysis.versions import versions_of
from qualcode.edits.ids import new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Store
from qualcode.problem import Problem


class ReasonWanted(Problem):
    """That words would lose a consent, and nobody said why."""


@contextmanager
def handing_over(
    store: Store, documents: Iterable[str], because: str = "", memo_id: str | None = None
) -> Iterator[None]:
    """Do something within through which words of documents may become somebody else's; a memo keeps the reason.

    Raises ReasonWanted where the words of somebody who withdrew, or agreed to less, become freer without a reason.
    """
    agreed = Agreed(store.conn, store.today)
    if not (agreed.binds or because.strip()):  # as mostly
        yield
        return
    before = {one: held(store.conn, one) for one in dict.fromkeys(documents)}
    yield
    found = {one: list(_passed(store, one, *was)) for one, was in before.items()}
    every = [one for some in found.values() for one in some]
    if because.strip():
        _keep(store, because, {document_id: some for document_id, some in found.items() if some}, memo_id or new_id())
        store.told += agreed.sentences(every)
    elif freed := agreed.freed(every):
        raise ReasonWanted(
            " ".join(agreed.sentences(freed)),
            "What somebody agreed to holds for what they said, whoever it is given to.",
            "Say why, in a line that is asked for or with --because “The label was wrong: on the tape P03 says it”.",
        )


def _passed(store: Store, document_id: str, version_id: str, was: Held) -> list[Passed]:
    current, now = held(store.conn, document_id)
    if (current, now) == (version_id, was):
        return []
    if current != version_id:
        way = versions_of(store.conn, document_id).way(version_id, current)
        was = [(way.span(span), holder) for span, holder in was]
    text = store.value(
        "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", current
    )
    return passed(str(text or ""), was, now)


def _keep(store: Store, because: str, found: dict[str, list[Passed]], memo_id: str) -> None:
    """Keep why, on the participants whose words they were and on the documents they stand in."""
    people = dict.fromkeys(one.giver for some in found.values() for one in some)
    there = [one for one in people if store.value("SELECT deleted_at IS NULL FROM participant WHERE id = ?", one)]
    for table, ids in (("participant", there), ("document", found)):
        for one in ids:
            WriteMemo(because, "method", MemoTarget(table, one), id=memo_id).apply(store)
