"""Charts that come back as a file: read, looked at, taken in."""

from __future__ import annotations

from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.workbook import Sheet, read_sheet

_LARGEST = 100_000_000  # bytes


def read_charts(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, those that Excel does not list too.

    Raises Problem where it cannot be read, or is no workbook.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem(f"{path.name} is too large for a chart.", remedy="Look whether the right file was chosen.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name}.", remedy="Check the name and the folder.") from None
    except OSError as error:
        raise Problem(f"{path.name} cannot be read.", f"{error.strerror}.", "Check who may open it.") from error
    first = read_sheet(data)
    return tuple(first if name == first.name else read_sheet(data, name) for name in first.names)
