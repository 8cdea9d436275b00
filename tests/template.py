"""A study, or folders, that many tests begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Template(Generic[T]):
    """A study file that `make` writes once in a run; each test gets a copy, with the same ids in it.

    What `make` gives is what `put` gives, every time.
    """

    def __init__(self, make: Callable[[Path], T]) -> None:
        self._make = make
        self._made: tuple[bytes, T] | None = None

    def put(self, path: Path) -> T:
        """Put a copy at `path`."""
        if self._made is None:
            given = self._make(path)
            self._made = path.read_bytes(), given
        else:
            path.write_bytes(self._made[0])
        return self._made[1]


class Folders:
    """What lay in some folders once in a run, to be put into those of other tests."""

    def __init__(self) -> None:
        self._kept: list[dict[Path, bytes | None]] = []  # by folder: its files, and the folders in it (None)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def keep(self, *folders: Path) -> None:
        """Remember all that is in them."""
        for folder in folders:
            found = {one.relative_to(folder): one for one in sorted(folder.rglob("*"))}
            self._kept.append({name: one.read_bytes() if one.is_file() else None for name, one in found.items()})

    def put(self, *folders: Path) -> None:
        """Put what was kept of each into one of these, in the same order."""
        for folder, kept in zip(folders, self._kept, strict=True):
            folder.mkdir(exist_ok=True)
            for name, held in kept.items():
                if held is None:
                    (folder / name).mkdir(exist_ok=True)
                else:
                    (folder / name).write_bytes(held)
