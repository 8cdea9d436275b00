"""A study that many tests begin with."""

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
