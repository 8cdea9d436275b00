"""What is so within one pair of braces of a rich text: how its letters look, and whether they are read."""

from __future__ import annotations

from dataclasses import dataclass

# The words that change how a group looks; all others of looks are passed over, as most words of a document are.
LOOKS = frozenset(
    ("b", "v", "deleted", "revised", "f", "uc", "plain", "pard", "s", "outlinelevel", "listtext", "pntext", "intbl")
)


@dataclass(slots=True)
class Group:
    """What is so within an open group of braces; `destination` is what the group is, if it is anything."""

    destination: str = ""
    unread: bool = False
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    in_table: bool = False
    in_list_text: bool = False
    font: int | None = None
    style: int | None = None
    outlined: bool = False
    stand_ins: int = 1  # characters after \u that only old readers show

    def inner(self) -> Group:
        """A group that opens within this one, in which all goes on as it is."""
        return Group(
            "",
            self.unread,
            self.bold,
            self.hidden,
            self.deleted,
            self.inserted,
            self.in_table,
            self.in_list_text,
            self.font,
            self.style,
            self.outlined,
            self.stand_ins,
        )

    def look(self, word: str, number: int | None) -> None:
        """Take one of the words of `LOOKS`."""
        on = number != 0
        if word == "b":
            self.bold = on
        elif word == "v":
            self.hidden = on
        elif word == "deleted":
            self.deleted = on
        elif word == "revised":
            self.inserted = on
        elif word == "f":
            self.font = number
        elif word == "uc":
            self.stand_ins = max(number or 0, 0) if number is not None else 1
        elif word == "plain":
            self.bold = self.hidden = self.deleted = self.inserted = False
            self.font = None
        elif word == "pard":
            self.style, self.outlined, self.in_table = None, False, False
        elif word == "s":
            self.style = number
        elif word == "outlinelevel":
            self.outlined = number is not None and number < 9
        elif word == "intbl":
            self.in_table = True
        else:
            self.in_list_text = True
