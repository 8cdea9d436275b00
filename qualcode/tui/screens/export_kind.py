"""What the export dialog needs to know of a kind of document, so that it can offer, preview and write it.

How a kind is added: a module `export_NAME` with a class that derives from `ExportKind`, and one row in
`export_kinds.KINDS`. The class says

* what it is called (`name`, `label`), in which formats it is written (`formats`), and what file or folder it goes to;
* what can be chosen of it (`which`, `include`): `Tick`, `Several`, `OneOf` and `Typed` values, which the dialog
  draws, asks and remembers; what was chosen comes back as `Picked`;
* what would go out now (`gather`, on a copy of the study, away from the lane): a `Going`, with pages for the
  preview, what is held back, who could be recognised, and a writer for each file.

The dialog lets the files go through `leaving` itself, checks their names, and shows what `gather` refuses with a
`Problem` in place of the preview.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from qualcode.edits.store import Edit
from qualcode.exports.briefing_files import free_paths
from qualcode.exports.files import Written, check_name, file_name, report_path
from qualcode.exports.leaving import leaving
from qualcode.exports.page import Page
from qualcode.exports.recognised import Recognised
from qualcode.exports.writing import page_writer
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.participants.names import Names
from qualcode.tui.screens.export_offered import Offered

_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to be printed or left out, ticked to begin with where `usual`."""

    name: str
    words: str
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Ticks among many, each an id and its words; `nothing` is what none of them means."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    nothing: str = "all"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One among several, each a value and its words; the first to begin with."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that is typed; `check` raises Problem where it does not fit, `usual` stands where it is empty."""

    name: str
    label: str
    usual: str
    words: str
    hint: str
    check: Callable[[str], object] = str


Option: TypeAlias = Tick | Several | OneOf | Typed


@dataclass(frozen=True)
class Picked:
    """What was chosen of one kind: values by the name of the choice, formats, and where as typed.

    Without `suffixes` it is Word; `where` is empty for the usual place.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suffixes: frozenset[str] = frozenset()
    where: str = ""

    def several(self, name: str) -> tuple[str, ...]:
        """What is ticked among many, empty for none."""
        return self.chosen.get(name, ())

    def one(self, name: str, usual: str = "") -> str:
        """What was chosen or typed."""
        return next(iter(self.chosen.get(name, ())), usual)

    def is_ticked(self, name: str, *, usual: bool = False) -> bool:
        """Whether something is to be printed."""
        return self.one(name, _YES if usual else _NO) == _YES

    def with_choice(self, name: str, *values: str) -> Picked:
        """The same with another choice; none of several is no choice."""
        others = {one: held for one, held in self.chosen.items() if one != name}
        return replace(self, chosen=others | ({name: values} if any(values) else {}))

    def turned(self, tick: Tick) -> Picked:
        """The same with a tick set, or taken away."""
        return self.with_choice(tick.name, _NO if self.is_ticked(tick.name, usual=tick.usual) else _YES)

    def kept(self) -> dict[str, Any]:
        """As it is remembered."""
        chosen = {name: list(values) for name, values in self.chosen.items()}
        return {"chosen": chosen, "suffixes": sorted(self.suffixes), "where": self.where}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Picked:
        """What was remembered. Raises TypeError or AttributeError where it is not understood."""
        chosen = {str(name): tuple(map(str, values)) for name, values in kept.get("chosen", {}).items()}
        return cls(chosen, frozenset(map(str, kept.get("suffixes", ()))), str(kept.get("where", "")))


@dataclass(frozen=True)
class Output:
    """One document to be written, in each format; its writer is given the file, and the template where there is one.

    `called` is what its file is called in a folder of several, without an ending; `of` is what it is of, by which its
    file is known again.
    """

    called: str
    write: Callable[[Path, Path | None], Written]
    of: str = ""


def page_output(called: str, page: Page) -> Output:
    """A page, written as the ending of its file asks."""
    return Output(called, lambda path, template: page_writer(path, template=template)(page), page.of or page.study)


@dataclass(frozen=True)
class Going:
    """What would go out now.

    `said` is how much that is; `pages`, or `markdown`, are what the preview shows. `held_phrase` puts what is held
    back in words, `values` are looked through for words that may stand, `asides` are said before anything goes out,
    `goes_on` at the end of the preview, `look` says what to look at before; `told` is said, and `then`
    recorded in the study, once all is written.
    """

    audience: Audience
    said: str
    outputs: tuple[Output, ...]
    pages: tuple[Page, ...] = ()
    markdown: str = ""
    held_back: tuple[HeldBack, ...] = ()
    held_phrase: str = ""
    recognised: Recognised = field(default_factory=Recognised)
    values: tuple[object, ...] = ()
    told: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    goes_on: str = ""
    then: Edit | None = None


class ExportKind(ABC):
    """A kind of document that the export dialog makes, with what most of them have in common."""

    name: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]
    """A sentence for help and palette."""
    formats: ClassVar[Mapping[str, str]] = {".docx": "Word", ".html": "A web page", ".md": "Markdown"}
    in_folder: ClassVar[bool] = False
    """Whether each of its documents is a file of its own, in a folder."""
    never_over: ClassVar[bool] = False
    """Whether a file that is there is left, and the next one gets a number."""
    shows_first: ClassVar[bool] = False
    """Whether its preview may show something before all of it is judged."""
    takes_template: ClassVar[bool] = True
    """Whether its Word file follows a house template."""
    readers: ClassVar[str] = ""
    """For whom it is where that cannot be chosen; its audience is then `OUTSIDE`."""

    def which(self, picked: Picked, offered: Offered) -> Sequence[Option]:
        """What it is made of."""
        return ()

    def own_readers(self, picked: Picked, offered: Offered) -> Audience | None:
        """For whom it is where nobody says otherwise; None for the readers chosen for everything."""
        return None

    def include(self, picked: Picked, offered: Offered, audience: Audience) -> Sequence[Option]:
        """What may be printed or left out."""
        return ()

    @abstractmethod
    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """What would go out now, judged on a day; on a copy. Raises Problem."""

    def first_pages(
        self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime
    ) -> tuple[Page, ...]:
        """What the preview shows where that is known before all of it is judged, else nothing; on a copy.

        Raises Problem.
        """
        return ()

    # Files

    def suffixes(self, picked: Picked) -> list[str]:
        """The formats in their order, at least one."""
        return [one for one in self.formats if one in picked.suffixes] or [next(iter(self.formats))]

    def with_format(self, picked: Picked, suffix: str) -> Picked:
        """The same with a format ticked, or not; the last one stays."""
        return replace(picked, suffixes=frozenset(self.suffixes(picked)) ^ {suffix})

    def with_where(self, picked: Picked, typed: str) -> Picked:
        """The same in another place; the ending of a file that one of the formats has chooses that format."""
        suffix = Path(typed).suffix.casefold()
        chosen = frozenset([suffix]) if suffix in self.formats and not self.in_folder else picked.suffixes
        return replace(picked, where=typed, suffixes=chosen)

    def folder(self, picked: Picked, study: Path) -> Path:
        """Where its files go, for a study whose file is given; a bare name is a file in the exports folder."""
        typed = Path(picked.where).expanduser()
        if self.in_folder:
            return study.parent / (typed if picked.where else "exports")
        return study.parent / (typed.parent if picked.where and typed.parent != Path() else "exports")

    def stem(self, going: Going | None, study: Path, names: Names, audience: Audience) -> str:
        """What its one file is called without an ending where nobody gave it a name."""
        return report_path(study, "", names, outside=audience is Audience.OUTSIDE, what=self.name).name

    def paths(
        self, going: Going | None, picked: Picked, study: Path, names: Names, audience: Audience
    ) -> list[tuple[Path, ...]]:
        """The files of each document, one for each format; of what is not read yet those of one that is not named."""
        folder, suffixes = self.folder(picked, study), self.suffixes(picked)
        if self.in_folder:
            stems = [one.called for one in going.outputs] if going is not None else []
        elif picked.where:
            typed = Path(picked.where)
            stems = [typed.stem if typed.suffix.casefold() in self.formats else typed.name]
        else:
            stems = [self.stem(going, study, names, audience)]
        first = suffixes[0]
        if self.never_over:
            return [free_paths(folder / file_name(stem, first), suffixes) for stem in stems]
        return [tuple(folder / file_name(stem, suffix) for suffix in suffixes) for stem in stems]

    def write(
        self, going: Going, paths: Iterable[tuple[Path, ...]], names: Names, template: Path | None
    ) -> tuple[list[Written], list[str]]:
        """Write all of it, once no name is found in it; gives also what is to be said. Raises Problem."""
        found = list(paths)
        for path in (path for each in found for path in each):
            check_name(path, names)
        with leaving(names, *going.values, *going.pages) as let_go:
            written = [
                output.write(path, template if path.suffix == ".docx" else None)
                for output, each in zip(going.outputs, found, strict=True)
                for path in each
            ]
        return written, [*let_go.sentences, *going.told]
