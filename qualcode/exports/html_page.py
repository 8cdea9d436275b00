"""A page of numbers as one html file that asks nothing of any network: style, script and pictures are inside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files

from qualcode.exports.figures import HeatMap, Picture, Table, Value
from qualcode.exports.html_tables import fragment, way, words
from qualcode.exports.page import Blanks, Cards, Facts, Page, Paragraph, Part, Room, Section, Sheet, Topic
from qualcode.exports.phrases import listed
from qualcode.exports.printed import Excerpt, PrintedExcerpt, SeeExcerpt
from qualcode.exports.spoken import FRAME, has_left
from qualcode.exports.svg import drawing, heat_step
from qualcode.exports.word_tables import is_wide


def content(page: Page) -> bytes:
    """The whole file; readable and complete where scripts are switched off."""
    return _text(page).encode("utf-8")


def _text(page: Page) -> str:
    style, script = _part("html_page.css") + _running_lines(page), _part("html_page.js")
    # What the file may load or run is this style and this script, known by their hashes, and nothing else.
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    notice = f'<p class="notice">{words(page.audience.notice)}</p>' if page.audience.notice else ""
    writer = _Writer(page.language)
    main = "".join(writer.sections(page))
    contents = _contents(page) if page.contents else ""
    running = f"{_apart(page.title.removesuffix('.'))}. {_apart(page.study)}, {words(page.day)}."
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f"<title>{words(page.title)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#main">Skip the contents</a><header>{notice}'
        f"<h1{way(page.title)}>{words(page.title)}</h1>"
        f'<p class="quiet">{_apart(page.study)}, {words(page.day)}</p></header>\n'
        f'{contents}\n<main id="main">{main}</main>\n'
        f"<footer><p>{running}</p>{notice}</footer>"
        f"<script>{script}</script></body></html>\n"
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(inside: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}"


def _running_lines(page: Page) -> str:
    """What stands in the margins of every printed page."""
    notice = page.audience.notice or ""
    # Paper of which the first section is wide lies on its side; on other what is wide has pages of its own.
    lying = " landscape" if page.sections and _is_wide(page.sections[0]) else ""
    return (
        "@page across { size: A4 landscape; }\n"
        f"@media print {{ .across {{ page: {'auto' if lying else 'across'}; }} }}\n"
        f"@page {{ size: A4{lying}; margin: 20mm 16mm; "
        f'@top-right {{ content: "{notice}"; font: bold 8pt sans-serif; }} '
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }\n'
    )


def _is_wide(section: Section) -> bool:
    """Whether a table or a shaded one of a section wants paper that lies on its side."""
    return any(map(is_wide, section.parts))


def _contents(page: Page) -> str:
    lines = "".join(
        f'<li{way(section.title)}><a href="#section{number}">{words(section.title)}</a></li>'
        for number, section in enumerate(page.sections, start=1)
        if section.level == 1
    )
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{lines}</ol></nav>'


class _Writer:
    """Writes the sections, numbering their tables and figures."""

    def __init__(self, language: str) -> None:
        self._tables = self._figures = 0
        # Of what is in no known language it is said that it is in none, since the page has one.
        self._lang = "" if language == FRAME else f' lang="{words(language)}"'

    def sections(self, page: Page) -> Iterator[str]:
        for number, section in enumerate(page.sections, start=1):
            heading = f"h{min(section.level + 1, 6)}"
            marks = ["new-page"] * section.new_page + ["across"] * _is_wide(section)
            named = f' class="{" ".join(marks)}"' if marks else ""
            yield f'<section{named} aria-labelledby="section{number}">'
            yield f'<{heading} id="section{number}"{way(section.title)}>{words(section.title)}</{heading}>'
            for part in section.parts:
                yield self._part(part)
            yield "</section>\n"

    def _part(self, part: Part) -> str:
        if isinstance(part, Paragraph):
            return self._paragraph(part)
        if isinstance(part, Facts):
            pairs = "".join(
                f"<dt{way(fact.label)}>{words(fact.label)}</dt><dd{way(fact.value)}>{words(fact.value)}</dd>"
                for fact in part.lines
            )
            return f"<dl>{pairs}</dl>"
        if isinstance(part, PrintedExcerpt):
            return _quoted(part, self._lang)
        if isinstance(part, SeeExcerpt):
            return _see(part)
        if isinstance(part, (Cards, Blanks, Room, Topic)):
            return _sheet(part, self._lang)
        if isinstance(part, Table):
            return f'<div class="part">{self._table(part)}</div>'
        if isinstance(part, HeatMap):
            return f'<div class="part">{self._heat_map(part)}</div>'
        return f'<div class="part">{self._picture(part)}</div>'

    def _paragraph(self, part: Paragraph) -> str:
        if part.lead is not None:
            label, said = part.words[: part.lead], part.words[part.lead :]
            inside = f"<span{self._lang}>{_lines(said)}</span>" if self._lang else _lines(said)
            return f"<p{way(said, labelled=True)}>{words(label)}{inside}</p>"
        said = _lines(part.words)
        quiet = " class=quiet" if part.quiet else ""
        return f"<p{quiet}{way(part.words)}>{f'<b>{said}</b>' if part.strong else said}</p>"

    def _table(self, table: Table) -> str:
        self._tables += 1
        id_ = f"table{self._tables}"
        inside = fragment(table, id_=id_, label=f"Table {self._tables}. ", sortable=True)
        return _scrolled(inside, id_)

    def _heat_map(self, picture: HeatMap) -> str:
        """A table whose cells are darker where greater: nothing in it is out of reach of a screen reader."""
        self._figures += 1
        id_ = f"figure{self._figures}"

        def shade(value: Value) -> str:
            return f"h{heat_step(picture, value)}"

        inside = fragment(picture.table, id_=id_, label=f"Figure {self._figures}. ", shade=shade, sortable=True)
        return _scrolled(inside, id_)

    def _picture(self, picture: Picture) -> str:
        self._figures += 1
        id_ = f"figure{self._figures}"
        note = f'<p class="note">{words(picture.note)}</p>' if picture.note else ""
        numbers = _scrolled(fragment(picture.table, id_=f"{id_}-numbers", sortable=True), f"{id_}-numbers")
        return (
            f"<figure>{drawing(picture, id_)}"
            f"<figcaption>Figure {self._figures}. {words(picture.caption)}</figcaption></figure>{note}"
            f"<details><summary>The numbers of figure {self._figures}</summary>{numbers}</details>"
        )


def _lines(text: str) -> str:
    return "<br>".join(words(line) for line in text.split("\n"))


def _apart(text: str) -> str:
    """Words of a study in a line of the page's own, which they do not turn round."""
    return f"<bdi>{words(text)}</bdi>" if has_left(text) else words(text)


def _see(excerpt: SeeExcerpt) -> str:
    """A line that goes to where the words of an excerpt stand."""
    to = f'<a href="#{words(excerpt.printed_as)}">{words(excerpt.printed_as)}</a>'
    under = f"printed under {words(excerpt.under)} ({words(excerpt.id)}).{words(_coders(excerpt))}"
    return f'<p id="{words(excerpt.id)}">{words(excerpt.lead)}{to}, {under}</p>{_memos(excerpt)}'


def _coders(excerpt: Excerpt) -> str:
    return f" Coded by {listed(excerpt.coders)}." if excerpt.coders else ""


def _memos(excerpt: Excerpt) -> str:
    return "".join(f'<p class="quiet">{words(f"{memo.lead}: {memo.words}")}</p>' for memo in excerpt.memos)


def _said(excerpt: PrintedExcerpt) -> str:
    """The words of a quote line by line, with who says them where there is more than one."""
    labelled = len({line.who for line in excerpt.words.lines}) > 1
    return "".join(
        f"<p{' class=question' if line.is_question else ''}{way(line.words, labelled=labelled)}>"
        f"{f'<b>{words(line.who)}</b> ' if labelled and line.who else ''}{words(line.words)}</p>"
        for line in excerpt.words.lines
    )


def _quoted(excerpt: PrintedExcerpt, lang: str) -> str:
    """A quote with who says it and where below it; its id is where a link to it goes."""
    coders = _coders(excerpt)
    who = words(f"{excerpt.attribution.text} ({excerpt.id}){'.' if coders else ''}{coders}".lstrip())
    return (
        f'<figure class="said" id="{words(excerpt.id)}">'
        f"<blockquote{lang}{way(excerpt.words.text, labelled=True)}>{_said(excerpt)}</blockquote>"
        f"<figcaption{way(who)}>{who}</figcaption>{_memos(excerpt)}</figure>"
    )


def _sheet(part: Sheet, lang: str) -> str:
    """What is filled in by hand, once it is printed."""
    if isinstance(part, Cards):
        return f'<div class="cards">{"".join(_card(card, lang) for card in part.cards)}</div>'
    if isinstance(part, Topic):
        notes = "".join(f'<p class="quiet">{words(note)}</p>' for note in part.notes)
        return f'<p id="{words(part.id)}"><b class="id">{words(part.id)}</b> {words(part.words)}</p>{notes}'
    if isinstance(part, Room):
        return f'<div class="room" aria-hidden="true">{"<p></p>" * part.lines}</div>'
    head = "".join(f'<th scope="col">{words(name)}</th>' for name in part.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{words(cell)}</td>' for cell in row)}</tr>" for row in part.filled)
    caption = f"<caption>{words(part.caption)}</caption>" if part.caption else ""
    label = "" if part.caption else f' aria-label="{words(", ".join(part.headings))}"'
    return f'<table class="blanks"{label}>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _card(card: PrintedExcerpt, lang: str) -> str:
    who = words(card.attribution.text)
    return (
        f'<figure class="card" id="{words(card.id)}"><p class="id">{words(card.id)}</p>'
        f"<blockquote{lang}>{_said(card)}</blockquote><figcaption{way(who)}>{who}</figcaption></figure>"
    )


def _scrolled(inside: str, id_: str) -> str:
    """A wide table in a frame of its own, which the arrow keys move."""
    table, end, notes = inside.partition("</table>")
    return f'<div class="scroll" role="region" aria-labelledby="{id_}" tabindex="0">{table}{end}</div>{notes}'
