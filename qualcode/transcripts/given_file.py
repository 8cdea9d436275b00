"""The bytes of a file that somebody gave."""

from __future__ import annotations

from pathlib import Path

from qualcode.problem import Problem

_LARGEST = 100_000_000  # bytes


def bytes_of(path: Path, what: str, wanted: str, largest: int = _LARGEST) -> bytes:
    """What a file holds that is to be `what` (“survey”), of the kind `wanted` (“a .csv or .xlsx file”).

    Raises Problem where it cannot be read or is larger than `largest` bytes; a study's own file is refused unopened.
    """
    if ".qualcode" in path.name.lower():
        raise Problem(f"{path.name} belongs to a study, it is no {what}.", remedy=f"Give {wanted}.")
    if path.is_dir():
        raise Problem(f"{path.name} is a folder.", remedy=f"Give {wanted} in it.")
    try:
        if path.stat().st_size > largest:
            raise Problem(f"{path.name} is too large for a {what}.", remedy="Look whether it is the right file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name}.", remedy="Check the name and the folder.") from None
    except OSError as error:
        raise Problem(f"{path.name} cannot be read.", f"{error.strerror}.", "Check who may open it.") from error
