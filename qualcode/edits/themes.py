"""Themes in the making: a claim, and the codes, excerpts and kept passages that bear it out or go against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.themes import GATHERED, ThemeState
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks

_GONE = Problem("This theme is no longer there.", remedy="Nothing was changed; go back to the list of themes.")


@dataclass(frozen=True)
class Thing:
    """What a theme can gather: a row of `code`, `coding` (an excerpt, by any of its codings) or `quote`."""

    table: str
    id: str


@dataclass(frozen=True)
class NewTheme:
    """Begin a theme with its claim, a sentence. Raises Problem where nothing is claimed."""

    claim: str
    note: str = ""
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        return f"New theme {in_marks(_add(store, self))}"


@dataclass(frozen=True)
class ChangeTheme:
    """Say a theme's claim or note in other words; None leaves it. Raises Problem where the claim would be empty."""

    theme_id: str
    claim: str | None = None
    note: str | None = None

    def apply(self, store: Store) -> str:
        row = _living(store, self.theme_id)
        fields: Row = {}
        if self.claim is not None:
            fields["claim"] = _claimed(self.claim)
        if self.note is not None:
            fields["note"] = self.note.strip()
        _change(store, self.theme_id, **fields)
        return f"{'Claim' if self.claim is not None else 'Note'} of the theme “{fields.get('claim', row['claim'])}”"


@dataclass(frozen=True)
class Gather:
    """Put things under a theme, as what supports it or what goes against it; those there already change sides.

    Raises Problem where the theme or one of the things is gone.
    """

    theme_id: str
    things: Sequence[Thing]
    against: bool = False

    def apply(self, store: Store) -> str:
        row = _making(store, self.theme_id)
        for thing in self.things:
            _check(store, thing)
            _link(store, self.theme_id, thing, against=self.against)
        where = "against" if self.against else "under"
        return f"{_counted(self.things)} gathered {where} the theme {in_marks(row['claim'])}"


@dataclass(frozen=True)
class TakeOut:
    """Take things out of a theme. Raises Problem where one is not in it."""

    theme_id: str
    things: Sequence[Thing]

    def apply(self, store: Store) -> str:
        row = _living(store, self.theme_id)
        store.remove("theme_link", [_there(store, self.theme_id, thing)["id"] for thing in self.things])
        return f"{_counted(self.things)} taken out of the theme {in_marks(row['claim'])}"


@dataclass(frozen=True)
class SplitTheme:
    """Give some of what a theme has gathered to new themes; `goes` says by thing to which of `new` it goes.

    What is not named stays. Raises Problem where nothing goes anywhere, or a thing is not in the theme.
    """

    theme_id: str
    new: Sequence[NewTheme]
    goes: Mapping[Thing, str]

    def apply(self, store: Store) -> str:
        row = _making(store, self.theme_id)
        if not self.new:
            raise Problem("No new theme is named yet.", remedy="Say what one of the parts claims.")
        for one in self.new:
            _add(store, one, split_from=self.theme_id)
        for thing, theme_id in self.goes.items():
            if theme_id not in {one.id for one in self.new}:
                raise Problem("This is none of the new themes.", remedy="Choose one of them.")
            link = _there(store, self.theme_id, thing)
            store.remove("theme_link", [link["id"]])
            _link(store, theme_id, thing, against=bool(link["against"]))
        return f"The theme {in_marks(row['claim'])} split"


@dataclass(frozen=True)
class MergeThemes:
    """Put what some themes have gathered under one that stays, with their notes; `claim` is what it claims then.

    The others are kept as merged into it. What both have gathered stays on the survivor's side. Raises Problem where
    a theme is gone, or there is nothing to merge.
    """

    survivor_id: str
    merged_ids: Sequence[str]
    claim: str | None = None

    def apply(self, store: Store) -> str:
        survivor = _making(store, self.survivor_id)
        merged = [_making(store, one) for one in dict.fromkeys(self.merged_ids) if one != self.survivor_id]
        if not merged:
            raise Problem("Nothing to merge.", remedy="Choose another theme that is to go into this one.")
        notes = [survivor["note"]]
        for row in merged:
            for link in _links(store, row["id"]):
                thing = Thing(link["on_table"], link["on_id"])
                store.remove("theme_link", [link["id"]])
                if _found(store, self.survivor_id, thing) is None:
                    _link(store, self.survivor_id, thing, against=bool(link["against"]))
            _change(store, row["id"], state=str(ThemeState.MERGED), merged_into_id=self.survivor_id)
            notes.append(row["note"])
        claim = survivor["claim"] if self.claim is None else _claimed(self.claim)
        _change(store, self.survivor_id, claim=claim, note="\n\n".join(dict.fromkeys(filter(None, notes))))
        names = ", ".join(in_marks(row["claim"]) for row in merged)
        return f"{names} merged into the theme {in_marks(claim)}"


@dataclass(frozen=True)
class DropTheme:
    """Drop a theme; it is kept with all it has gathered. Raises Problem where it is not in the making."""

    theme_id: str

    def apply(self, store: Store) -> str:
        row = _making(store, self.theme_id)
        _change(store, self.theme_id, state=str(ThemeState.DROPPED))
        return f"The theme {in_marks(row['claim'])} dropped"


@dataclass(frozen=True)
class BringBackTheme:
    """Go on with a theme that was dropped, or merged; what went to another then stays there.

    Raises Problem where it is in the making.
    """

    theme_id: str

    def apply(self, store: Store) -> str:
        row = _living(store, self.theme_id)
        if row["state"] == ThemeState.MAKING:
            raise Problem("This theme is in the making already.", remedy="Nothing was changed; move on.")
        _change(store, self.theme_id, state=str(ThemeState.MAKING), merged_into_id=None)
        return f"The theme {in_marks(row['claim'])} brought back"


@dataclass(frozen=True)
class OrderThemes:
    """Put themes in an order; `theme_ids` are those that are to stand first, the first one first."""

    theme_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        for place, theme_id in enumerate(self.theme_ids, start=1):
            _living(store, theme_id)
            store.set("theme", theme_id, position=place)
        return "Order of the themes"


@dataclass(frozen=True)
class OrderGathered:
    """Put what a theme has gathered in an order, the first thing first."""

    theme_id: str
    things: Sequence[Thing]

    def apply(self, store: Store) -> str:
        row = _living(store, self.theme_id)
        for place, thing in enumerate(self.things, start=1):
            store.set("theme_link", _there(store, self.theme_id, thing)["id"], position=place)
        return f"Order within the theme {in_marks(row['claim'])}"


def _add(store: Store, theme: NewTheme, split_from: str | None = None) -> str:
    claim = _claimed(theme.claim)
    last = store.value("SELECT max(position) FROM theme WHERE deleted_at IS NULL") or 0
    row: Row = {"id": theme.id, "claim": claim, "note": theme.note.strip(), "position": last + 1}
    row |= {"coder_id": store.writer.coder_id, "created_at": store.now, "changed_at": store.now}
    store.add("theme", [{**row, "split_from_id": split_from}])
    return claim


def _claimed(claim: str) -> str:
    """A claim on one line. Raises Problem where it is empty."""
    bare = " ".join(claim.split())
    if not bare:
        raise Problem("A theme needs a claim.", remedy="Say in one sentence what it claims.")
    return bare


def _change(store: Store, theme_id: str, **fields: object) -> None:
    if store.set("theme", theme_id, **fields):
        store.set("theme", theme_id, changed_at=store.now)


def _living(store: Store, theme_id: str) -> Row:
    row = store.row("theme", theme_id)
    if row is None or row["deleted_at"]:
        raise _GONE
    return row


def _making(store: Store, theme_id: str) -> Row:
    """A theme's row. Raises Problem where it was dropped or merged."""
    row = _living(store, theme_id)
    if row["state"] != ThemeState.MAKING:
        raise Problem(f"The theme {in_marks(row['claim'])} was {row['state']}.", remedy="Bring it back first.")
    return row


def _check(store: Store, thing: Thing) -> None:
    if thing.table not in GATHERED:
        raise Problem("A theme cannot gather that.", remedy="Gather codes, excerpts or kept passages.")
    row = store.row(thing.table, thing.id)
    if row is None or row["deleted_at"]:
        raise Problem(f"This {GATHERED[thing.table]} is no longer in the study.", remedy="Choose something else.")


def _links(store: Store, theme_id: str) -> list[Row]:
    return store.rows(
        "SELECT * FROM theme_link WHERE theme_id = ? AND deleted_at IS NULL ORDER BY position, num", theme_id
    )


def _found(store: Store, theme_id: str, thing: Thing) -> Row | None:
    """The link of a theme with a thing, None where there is none."""
    found = store.rows(
        "SELECT * FROM theme_link WHERE theme_id = ? AND on_table = ? AND on_id = ? AND deleted_at IS NULL",
        theme_id,
        thing.table,
        thing.id,
    )
    return found[0] if found else None


def _there(store: Store, theme_id: str, thing: Thing) -> Row:
    link = _found(store, theme_id, thing)
    if link is None:
        raise Problem("This is not in the theme any more.", remedy="Nothing was changed; move on.")
    return link


def _link(store: Store, theme_id: str, thing: Thing, *, against: bool) -> None:
    """Link a theme with a thing, once, under the id that both give."""
    there = _found(store, theme_id, thing)
    if there is not None:
        store.set("theme_link", there["id"], against=int(against))
        return
    last = (
        store.value("SELECT max(position) FROM theme_link WHERE theme_id = ? AND deleted_at IS NULL", theme_id) or 0
    )
    natural = natural_id("theme_link", theme_id, thing.table, thing.id)
    held = store.row("theme_link", natural)
    fields: Row = {"against": int(against), "position": last + 1}
    if held is not None and held["deleted_at"] and (held["theme_id"], held["on_id"]) == (theme_id, thing.id):
        store.set("theme_link", natural, **fields, deleted_at=None)
        return
    fields |= {"theme_id": theme_id, "on_table": thing.table, "on_id": thing.id}
    fields |= {"coder_id": store.writer.coder_id, "created_at": store.now}
    store.add("theme_link", [{"id": natural if held is None else new_id(), **fields}])


def _counted(things: Iterable[Thing]) -> str:
    tables = [thing.table for thing in things]
    parts = []
    for table, noun in GATHERED.items():
        if number := tables.count(table):
            parts.append(f"{number} {noun}" if number == 1 else f"{number} {noun}s")
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts) or "Nothing"
