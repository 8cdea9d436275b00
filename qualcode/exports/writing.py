"""A report to a file, by the writer that its name asks for."""

from __future__ import annotations

from pathlib import Path

from qualcode.exports.files import Written
from qualcode.exports.report import Report
from qualcode.problem import Problem

FORMATS = {".docx": "Word", ".md": "Markdown"}


def write(report: Report, path: Path, *, template: Path | None = None) -> Written:
    """Write the report as Word or Markdown. Raises Problem on another ending, or where it cannot be saved."""
    suffix = path.suffix.casefold()
    if suffix == ".docx":
        from qualcode.exports import word  # python-docx: 74 ms

        return word.write(report, path, template=template)
    if suffix == ".md":
        from qualcode.exports import markdown

        return markdown.write(report, path)
    raise Problem(
        f"A report cannot be written as “{path.suffix or path.name}”.",
        remedy="Let the name end in .docx or .md.",
    )
