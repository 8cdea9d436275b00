"""PDFs as tests write them: words at places on pages, in a plain typeface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842  # points of an A4 page


@dataclass(frozen=True)
class Put:
    """Words at a place: `left` and `bottom` in points from the page's lower left corner, turned by quarters."""

    left: float
    bottom: float
    words: str
    size: float = 10
    quarters: int = 0


def pdf(
    pages: Sequence[Iterable[Put]], *, rotate: int = 0, title: str = "", labels: str = "", picture: int = -1
) -> bytes:
    """A PDF of those pages; `labels` is its tree of page labels, `picture` the page that is only a picture."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    tree = f"/PageLabels << /Nums [{labels}] >>" if labels else ""
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {tree} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: f"<< /Title ({title}) >>".encode("cp1252"),
        5: b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x80\nendstream",
    }
    for n, page in enumerate(pages):
        content = b"q 500 0 0 700 40 40 cm /I1 Do Q" if n == picture else b"\n".join(map(_shown, page))
        objects[10 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Contents {11 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 5 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * n] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return _file(objects)


def lines(words: Iterable[str], *, top: float = 760, left: float = 60, apart: float = 12) -> list[Put]:
    """Words as lines below each other."""
    return [Put(left, top - n * apart, one) for n, one in enumerate(words)]


def _shown(put: Put) -> bytes:
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[put.quarters]
    words = put.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    place = f"BT /F1 {put.size} Tf {cos} {sin} {-sin} {cos} {put.left} {put.bottom} Tm".encode()
    return place + b" (" + words + b") Tj ET"


def _file(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)
