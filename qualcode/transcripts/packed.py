"""What Python raises for a zip that is damaged, cut short or made by no program."""

from __future__ import annotations

import zipfile
import zlib

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError)
LOCKED_ZIP = RuntimeError  # for a part with a password; NotImplementedError is one, too, and is caught before it
