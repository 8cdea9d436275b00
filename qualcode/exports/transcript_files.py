"""The files of coded transcripts: one for each document, called by it, in each format asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.exports.coded import CodedTranscript
from qualcode.exports.coded_page import coded_page
from qualcode.exports.files import Written, check_name, file_name, files_of
from qualcode.exports.writing import check_ending, page_writer
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES, Names

FORMATS = {".docx": "Word, codings as comments", ".html": "A web page", ".md": "Markdown"}


def check_format(suffix: str) -> None:
    """Raise Problem where coded transcripts are not written as files with this ending."""
    check_ending(suffix, "A coded transcript", FORMATS)


def transcript_paths(
    folder: Path, every: Sequence[CodedTranscript], suffix: str, names: Names = NO_NAMES
) -> dict[str, Path]:
    """What the file of each is called, by the id of its document; two of one name are numbered.

    Raises Problem where a file would be called by a name of the study's list.
    """
    taken: set[str] = set()
    found: dict[str, Path] = {}
    for one in every:
        outside = " outside" if one.audience is Audience.OUTSIDE else ""
        number, stem = 1, f"{names.show(one.called)} coded{outside}"
        called = file_name(stem, suffix)
        while called.casefold() in taken:
            number += 1
            called = file_name(f"{stem} {number}", suffix)
        taken.add(called.casefold())
        found[one.document_id] = folder / called
        check_name(found[one.document_id], names)
    return found


def write_transcript(one: CodedTranscript, path: Path, *, template: Path | None = None) -> Written:
    """Write one as the kind of file that `path` ends in. Raises Problem on another ending, or where it cannot be."""
    suffix = path.suffix.casefold()
    check_format(suffix)
    if suffix == ".docx":
        from qualcode.exports import word_coded  # python-docx: 74 ms

        with files_of(one.document_id):
            return word_coded.write(one, path, template=template)
    return page_writer(path)(coded_page(one))


def write_transcripts(
    every: Sequence[CodedTranscript],
    paths: dict[str, Path],
    suffixes: Sequence[str],
    *,
    template: Path | None = None,
) -> list[Written]:
    """Write each in every format; `paths` says where by the id of its document. Raises Problem."""
    for suffix in suffixes:
        check_format(suffix)
    return [
        write_transcript(one, paths[one.document_id].with_suffix(suffix), template=template)
        for one in every
        for suffix in suffixes
    ]
