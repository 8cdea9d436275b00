"""What a preview cannot decide alone, gathered: one sentence for all whom it is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, and what agreeing to it would mean (`offer`, empty where there is nothing to agree to)."""

    id: str
    sentence: str
    offer: str = ""
    accepted: bool = False

    @property
    def is_for_one_by_one(self) -> bool:
        """True where whoever agrees to all that is offered has not agreed to this."""
        return self.id.startswith(("personal:", "day:", "month:"))


@dataclass
class _Gathered:
    sentence: str
    offer: str
    names: dict[str, None] = field(default_factory=dict)


class Doubts:
    """Doubts by their id, in the order they arose; `{}` in a sentence stands for whom it is about."""

    def __init__(self, accepted: Collection[str]) -> None:
        self._accepted = accepted
        self._found: dict[str, _Gathered] = {}

    def remark(self, key: str, sentence: str, name: str = "") -> None:
        """Note something to read."""
        self._note(key, sentence, "", name)

    def offer(self, key: str, sentence: str, offer: str, name: str = "") -> bool:
        """Note something that somebody may agree to; True where they did."""
        self._note(key, sentence, offer, name)
        return key in self._accepted

    def agreed(self, key: str) -> bool:
        """Whether somebody agreed to it, offered or not."""
        return key in self._accepted

    def _note(self, key: str, sentence: str, offer: str, name: str) -> None:
        one = self._found.setdefault(key, _Gathered(sentence, offer))
        if name:
            one.names[name] = None

    def listed(self) -> tuple[Doubt, ...]:
        """The doubts: what somebody may agree to first, whom rows are about before what their cells mean."""
        listed = [
            Doubt(key, one.sentence.replace("{}", _names(list(one.names))), one.offer, key in self._accepted)
            for key, one in self._found.items()
        ]
        return tuple(sorted(listed, key=lambda doubt: (not doubt.offer, doubt.id.startswith("consent:"))))


def _names(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[: _NAMED - 1])} and {len(names) - _NAMED + 1:,} more"
