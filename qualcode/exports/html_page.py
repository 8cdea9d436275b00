"""A page of numbers as one html file that asks nothing of any network: style, script and pictures are inside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files

from qualcode.exports.figures import HeatMap, Picture, Table, Value
from qualcode.exports.html_tables import fragment, words
from qualcode.exports.page import Blanks, Cards, Facts, Page, Paragraph, Part, Room, Sheet, Topic
from qualcode.exports.phrases import listed
from qualcode.exports.printed import Excerpt, PrintedExcerpt, SeeExcerpt
from qualcode.exports.svg import drawing, heat_step


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
    writer = _Writer()
    main = "".join(writer.sections(page))
    contents = _contents(page) if page.contents else ""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f"<title>{words(page.title)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#main">Skip the contents</a><header>{notice}<h1>{words(page.title)}</h1>'
        f'<p class="quiet">{words(page.study)}, {words(page.day)}</p></header>\n'
        f'{contents}\n<main id="main">{main}</main>\n'
        f"<footer><p>{words(page.title)}. {words(page.study)}, {words(page.day)}.</p>{notice}</footer>"
        f"<script>{script}</script></body></html>\n"
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(inside: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}"


def _running_lines(page: Page) -> str:
    """What stands in the margins of every printed page."""
    notice = page.audience.notice or ""
    return (
        f'@page {{ size: A4; margin: 20mm 16mm; @top-right {{ content: "{notice}"; font: bold 8pt sans-serif; }} '
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }\n'
    )


def _contents(page: Page) -> str:
    lines = "".join(
        f'<li><a href="#section{number}">{words(section.title)}</a></li>'
        for number, section in enumerate(page.sections, start=1)
        if section.level == 1
    )
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{lines}</ol></nav>'


class _Writer:
    """Writes the sections, numbering their tables and figures."""

    def __init__(self) -> None:
        self._tables = self._figures = 0

    def sections(self, page: Page) -> Iterator[str]:
        for number, section in enumerate(page.sections, start=1):
            heading = f"h{min(section.level + 1, 6)}"
            yield f'<section aria-labelledby="section{number}"><{heading} id="section{number}">'
            yield f"{words(section.title)}</{heading}>"
            for part in section.parts:
                yield self._part(part)
            yield "</section>\n"

    def _part(self, part: Part) -> str:
        if isinstance(part, Paragraph):
            said = "<br>".join(words(line) for line in part.words.split("\n"))
            return f"<p{' class=quiet' if part.quiet else ''}>{f'<b>{said}</b>' if part.strong else said}</p>"
        if isinstance(part, Facts):
            pairs = "".join(f"<dt>{words(fact.label)}</dt><dd>{words(fact.value)}</dd>" for fact in part.lines)
            return f"<dl>{pairs}</dl>"
        if isinstance(part, PrintedExcerpt):
            return _quoted(part)
        if isinstance(part, SeeExcerpt):
            return _see(part)
        if isinstance(part, (Cards, Blanks, Room, Topic)):
            return _sheet(part)
        if isinstance(part, Table):
            return f'<div class="part">{self._table(part)}</div>'
        if isinstance(part, HeatMap):
            return f'<div class="part">{self._heat_map(part)}</div>'
        return f'<div class="part">{self._picture(part)}</div>'

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


def _see(excerpt: SeeExcerpt) -> str:
    """A line that goes to where the words of an excerpt stand."""
    to = f'<a href="#{words(excerpt.printed_as)}">{words(excerpt.printed_as)}</a>'
    under = f"printed under {words(excerpt.under)} ({words(excerpt.id)}).{words(_coders(excerpt))}"
    return f'<p id="{words(excerpt.id)}">{words(excerpt.lead)}{to}, {under}</p>{_memos(excerpt)}'


def _coders(excerpt: Excerpt) -> str:
    return f" Coded by {listed(excerpt.coders)}." if excerpt.coders else ""


def _memos(excerpt: Excerpt) -> str:
    return "".join(f'<p class="quiet">{words(f"{memo.lead}: {memo.words}")}</p>' for memo in excerpt.memos)


def _quoted(excerpt: PrintedExcerpt) -> str:
    """A quote with who says it and where below it; its id is where a link to it goes."""
    lines = excerpt.words.lines
    labelled = len({line.who for line in lines}) > 1
    said = "".join(
        f"<p{' class=question' if line.is_question else ''}>"
        f"{f'<b>{words(line.who)}</b> ' if labelled and line.who else ''}{words(line.words)}</p>"
        for line in lines
    )
    coders = _coders(excerpt)
    who = words(f"{excerpt.attribution.text} ({excerpt.id}){'.' if coders else ''}{coders}".lstrip())
    return (
        f'<figure class="said" id="{words(excerpt.id)}"><blockquote>{said}</blockquote>'
        f"<figcaption>{who}</figcaption>{_memos(excerpt)}</figure>"
    )


def _sheet(part: Sheet) -> str:
    """What is filled in by hand, once it is printed."""
    if isinstance(part, Cards):
        return f'<div class="cards">{"".join(map(_card, part.cards))}</div>'
    if isinstance(part, Topic):
        notes = "".join(f'<p class="quiet">{words(note)}</p>' for note in part.notes)
        return f'<p id="{words(part.id)}"><b class="id">{words(part.id)}</b> {words(part.words)}</p>{notes}'
    if isinstance(part, Room):
        return f'<div class="room" aria-hidden="true">{"<p></p>" * part.lines}</div>'
    head = "".join(f'<th scope="col">{words(name)}</th>' for name in part.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{words(cell)}</td>' for cell in row)}</tr>" for row in part.filled)
    caption = f"<caption>{words(part.caption)}</caption>" if part.caption else ""
    return f'<table class="blanks">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _card(card: PrintedExcerpt) -> str:
    labelled = len({line.who for line in card.words.lines}) > 1
    said = "".join(
        f"<p>{f'<b>{words(line.who)}</b> ' if labelled and line.who else ''}{words(line.words)}</p>"
        for line in card.words.lines
    )
    return (
        f'<figure class="card" id="{words(card.id)}"><p class="id">{words(card.id)}</p>'
        f"<blockquote>{said}</blockquote><figcaption>{words(card.attribution.text)}</figcaption></figure>"
    )


def _scrolled(inside: str, id_: str) -> str:
    """A wide table in a frame of its own, which the arrow keys move."""
    table, end, notes = inside.partition("</table>")
    return f'<div class="scroll" role="region" aria-labelledby="{id_}" tabindex="0">{table}{end}</div>{notes}'
