"""Files that hold no transcript: what each is, and what to do instead."""

from __future__ import annotations

READ_NOW = (
    "Word (.docx), OpenDocument (.odt), rich text (.rtf), PDF, web pages (.html), Markdown (.md), text (.txt), "
    "captions (.vtt, .srt) and tables of turns (.csv)"
)
SAVE_AS = "Save it as .docx or .txt in the program it was made with, then import that."

_KINDS: tuple[tuple[str, str, str], ...] = (
    (".pages", "a Pages document", "Export it from Pages as Word, then import that."),
    (".wpd .wps .sxw .abw", "a document of another word processor", SAVE_AS),
    (
        ".xls .ods",
        "a spreadsheet",
        "Save it as .xlsx or .csv in your spreadsheet program, and import that alone: you are asked what it holds.",
    ),
    (
        ".xlsx",
        "a spreadsheet",
        "Import it alone (+ in Documents), and you are asked what it holds; or use “qualcode survey” for answers, "
        "“qualcode participants” for a table of participants. Save a table of turns as .csv.",
    ),
    (".pptx .ppt .odp .key", "a slide show", "Save its text as .docx or .txt."),
    (
        ".mp3 .m4a .wav .wma .aac .ogg .opus .flac .aiff .amr",
        "a sound recording",
        "Have it transcribed, then import the transcript.",
    ),
    (
        ".mp4 .mov .avi .mkv .webm .m4v .wmv",
        "a film",
        "Have it transcribed, then import the transcript or its captions (.vtt, .srt).",
    ),
    (
        ".jpg .jpeg .png .gif .tif .tiff .bmp .heic .webp .svg",
        "a picture",
        "Type out or recognise its words (OCR), then import them as .docx or .txt.",
    ),
    (
        ".nvp .nvpx .nvcx",
        "an NVivo project",
        "In NVivo export REFI-QDA (File, Export, Export Project), or the sources as Word documents.",
    ),
    (
        ".mx24 .mx22 .mx20 .mx18 .mx12 .mex24 .mex22",
        "a MAXQDA project",
        "In MAXQDA export REFI-QDA (Home, Export), or the documents as Word.",
    ),
    (
        ".atlproj .atlproj9 .atlproj22 .atlproj23 .hpr .hpr7",
        "an ATLAS.ti project",
        "In ATLAS.ti export REFI-QDA (File, Export), or the documents as Word.",
    ),
    (
        ".qda .sqlite3 .sqlite .rqda .f4 .quirkos",
        "another program's project",
        "Export its documents as .docx or .txt, then import those.",
    ),
    (
        ".qdpx .qde .qdc",
        "a REFI-QDA exchange file",
        "Export the documents as .docx or .txt from the program that made it, then import those.",
    ),
    (".zip .7z .rar .gz .tar", "a packed folder", "Unpack it, then import what was in it."),
    (".eml .msg", "an e-mail", "Save its text as .txt, then import that."),
)
NO_TRANSCRIPTS = {suffix: (what, remedy) for suffixes, what, remedy in _KINDS for suffix in suffixes.split()}
