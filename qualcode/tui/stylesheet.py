"""The rules of all screens and widgets, each of them read once."""

from __future__ import annotations

from typing import ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_Read = tuple[str, CSSLocation, bool, int, str]
_Colours = tuple[tuple[str, str], ...]


class RememberingStylesheet(Stylesheet):
    """A stylesheet that keeps what it has read as long as the program runs, for each set of colours.

    Textual's own reads all rules anew for each screen that is opened for the first time: 25 ms of its 200.
    """

    _ever_read: ClassVar[dict[_Colours, dict[_Read, list[RuleSet]]]] = {}

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._read_here = self._of(variables)

    def _of(self, variables: dict[str, str]) -> dict[_Read, list[RuleSet]]:
        return self._ever_read.setdefault(tuple(sorted(variables.items())), {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take up colours; rules that were read with other ones are kept for when these come back."""
        super().set_variables(variables)
        self._read_here = self._of(variables)

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        known = (css, read_from, is_default_rules, tie_breaker, scope)
        if known not in self._read_here:
            self._read_here[known] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return self._read_here[known]

    def reparse(self) -> None:
        """Put the rules together again; those that are known are not read again."""
        self.parse()
