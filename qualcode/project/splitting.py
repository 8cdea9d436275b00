"""A split that somebody has begun: where they decided each excerpt goes, kept on this machine until it is done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.analysis.codes import codebook
from qualcode.codebooks.code import Code
from qualcode.edits.codebook import AddCode
from qualcode.edits.merging import SplitCode
from qualcode.project.project import Project


@dataclass(frozen=True)
class SplitBegun:
    """A code being split: its new codes, and by coding the code it goes to, or the code itself where it stays.

    `also` are by coding the further codes that it goes to.
    """

    code_id: str
    new: tuple[AddCode, ...] = ()
    existing: tuple[str, ...] = ()
    goes: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def edit(self, *, retire: bool = False) -> SplitCode:
        """The one edit that does it."""
        return SplitCode(self.code_id, self.goes, self.new, retire=retire, also=self.also)

    def codes_of(self, coding_id: str) -> tuple[str, ...]:
        """The codes that a coding goes to, in the order they were said; none where nobody decided on it yet."""
        first = self.goes.get(coding_id)
        return () if first is None else (first, *self.also.get(coding_id, ()))

    def sent(self, coding_ids: Iterable[str], code_ids: Sequence[str]) -> SplitBegun:
        """The same with some codings going to these codes, and to no others; to none: nobody has decided on them."""
        goes, also = dict(self.goes), dict(self.also)
        for one in coding_ids:
            goes.pop(one, None)
            also.pop(one, None)
            if code_ids:
                goes[one] = code_ids[0]
            if code_ids[1:]:
                also[one] = tuple(code_ids[1:])
        return replace(self, goes=goes, also=also)

    def left(self, coding_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some codings that nobody has decided on yet."""
        return tuple(one for one in coding_ids if one not in self.goes)


def _key(code_id: str) -> str:
    return f"split-{code_id}"


def keep_split(project: Project, begun: SplitBegun) -> None:
    """Keep how far a split has come; nothing of the study changes, and a study open for reading keeps nothing."""
    if project.read_only:
        return
    kept = {
        "new": [
            {
                "id": one.id,
                "name": one.name,
                "parent_id": one.parent_id,
                "index": one.index,
                "definition": one.definition,
            }
            for one in begun.new
        ],
        "existing": list(begun.existing),
        "goes": dict(begun.goes),
        "also": {coding: list(codes) for coding, codes in begun.also.items()},
    }
    project.set_setting(_key(begun.code_id), json.dumps(kept, ensure_ascii=False))


def split_begun(project: Project, code_id: str) -> SplitBegun | None:
    """The split of a code that was begun, as far as its codes and codings are still there; None where none was."""
    held = project.setting(_key(code_id))
    kept = json.loads(held) if held else None
    if not kept:
        return None
    book = codebook(project.conn)
    new = tuple(AddCode(**one) for one in kept["new"] if book.get(one["id"]) is None)
    existing = tuple(one for one in kept["existing"] if _takes_codings(book.get(one)))
    own = {
        row[0]
        for row in project.conn.execute("SELECT id FROM coding WHERE code_id = ? AND deleted_at IS NULL", (code_id,))
    }
    targets = {code_id, *existing, *(one.id for one in new)}
    goes: dict[str, str] = {}
    also: dict[str, tuple[str, ...]] = {}
    for coding, code in kept["goes"].items():
        codes = tuple(one for one in (code, *kept.get("also", {}).get(coding, ())) if one in targets)
        if coding in own and codes:
            goes[coding] = codes[0]
            if codes[1:]:
                also[coding] = codes[1:]
    return SplitBegun(code_id, new, existing, goes, also)


def _takes_codings(code: Code | None) -> bool:
    return code is not None and not code.is_area and code.state != "retired"


def forget_split(project: Project, code_id: str) -> None:
    """Forget a split: it is done, or given up."""
    if not project.read_only:
        project.set_setting(_key(code_id), "")
