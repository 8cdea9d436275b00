"""The rules of all screens and widgets, each of them read once, and matched once with each way to a widget."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Self

from textual.app import App
from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.styles import RenderStyles, RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.widget import Widget

_Read = tuple[str, CSSLocation, bool, int, str]
_Colours = tuple[tuple[str, str], ...]

_OF_NEIGHBOURS = Stylesheet._EXCLUDE_PSEUDO_CLASSES_FROM_CACHE  # not to be read off the way to a widget
_ORDER = {"first-of-type", "last-of-type", "first-child", "last-child", "empty"}
_REMEMBERED = 4096  # ways to widgets, for each set of rules that may hold for them


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Rules that may hold for widgets of the same types, classes and id, and what they came to on each way there."""

    rules: tuple[RuleSet, ...]
    states: frozenset[str]  # hover, focus, … that any of the rules asks for
    came_to: LRUCache[tuple[object, ...], RulesMap] = field(default_factory=lambda: LRUCache(_REMEMBERED))

    @classmethod
    def of(cls, rules: tuple[RuleSet, ...]) -> Self:
        return cls(rules, frozenset().union(*(rule.pseudo_classes for rule in rules)))

    def way_to(self, node: DOMNode) -> tuple[object, ...] | None:
        """All that the rules can ask about the node and what lies around it, or None where they ask for more."""
        if not self.states.isdisjoint(_OF_NEIGHBOURS):
            return None
        nodes = node.css_path_nodes
        app = nodes[0]
        if not isinstance(app, App):
            return None
        disabled = False
        way: list[object] = [app.theme, app.ansi_color, app.no_color, app.is_inline, app.app_focus]
        for one in nodes:
            way += (type(one), one._id, frozenset(one._classes))
            if isinstance(one, Widget):
                disabled = disabled or one.disabled
                way += (one.mouse_hover, one.has_focus, disabled, one.allow_focus())
        return tuple(way)

    def mark(self, node: DOMNode) -> None:
        """Tell the node which of its states its looks depend on."""
        node._has_hover_style = "hover" in self.states
        node._has_focus_within = "focus-within" in self.states
        node._has_order_style = not self.states.isdisjoint(_ORDER)
        node._has_odd_or_even = "odd" in self.states or "even" in self.states


class _Parts(dict[str, RenderStyles]):
    """The looks of the parts that a widget draws with, each found when it is first asked for: few ever are."""

    def __init__(self, node: DOMNode, stylesheet: Stylesheet) -> None:
        super().__init__()
        self._node = node
        self._stylesheet = stylesheet

    def __contains__(self, name: object) -> bool:
        return name in self._node._get_component_classes()

    def __missing__(self, name: str) -> RenderStyles:
        if name not in self:
            raise KeyError(name)
        part = DOMNode(classes=name)
        part._attach(self._node)
        self._stylesheet.apply(part)
        self[name] = part.styles
        return part.styles


class RememberingStylesheet(Stylesheet):
    """A stylesheet that keeps what it has read as long as the program runs, for each set of colours.

    Textual's own reads all rules anew for each screen that is opened for the first time: 25 ms of its 200. It then
    tries them on each widget twice, and on all of a place that comes back.
    """

    _ever_read: ClassVar[dict[_Colours, dict[_Read, list[RuleSet]]]] = {}
    _ever_tried: ClassVar[dict[tuple[RuleSet, ...], _Candidates]] = {}

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._read_here = self._of(variables)
        self._tried_of: dict[str, list[RuleSet]] | None = None  # what the next two were found in
        self._places: dict[int, int] = {}
        self._tried: dict[frozenset[str], _Candidates] = {}

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

    def _candidates(self, node: DOMNode) -> _Candidates:
        rules_map = self.rules_map
        if self._tried_of is not rules_map:
            self._tried_of, self._tried = rules_map, {}
            self._places = {id(rule): place for place, rule in enumerate(self.rules)}
        names = frozenset(rules_map.keys() & node._selector_names)
        if names not in self._tried:
            found = {self._places[id(rule)]: rule for name in names for rule in rules_map[name]}
            rules = tuple(found[place] for place in sorted(found))
            if rules not in self._ever_tried:
                self._ever_tried[rules] = _Candidates.of(rules)
            self._tried[names] = self._ever_tried[rules]
        return self._tried[names]

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[object, ...], RulesMap] | None = None
    ) -> None:
        """Let the rules hold for a node; those that held for another one at the end of the same way hold for this."""
        candidates = self._candidates(node)
        way = candidates.way_to(node)
        if way is None:
            super().apply(node, animate=animate, cache=cache)
            return
        rules = candidates.came_to.get(way)
        if rules is None:
            found: dict[tuple[object, ...], RulesMap] = {}
            super().apply(node, animate=animate, cache=found)
            for rules in found.values():
                candidates.came_to[way] = rules
            return
        candidates.mark(node)
        self.replace_rules(node, rules, animate=animate)
        self._process_component_classes(node)

    def _process_component_classes(self, node: DOMNode) -> None:
        """Draw the node again where a part that it was drawn with looks otherwise now."""
        if node._get_component_classes():
            drawn_with = node._component_styles
            parts = node._component_styles = _Parts(node, self)
            if any(parts[name] != looks for name, looks in drawn_with.items()):
                node.refresh()

    @classmethod
    def replace_rules(cls, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        """Put rules in the place of a node's, leaving alone what stays."""
        base = node.styles.base
        held = base._rules
        if animate:
            if held == rules:
                return
            if rules.get("transitions"):  # without, nothing moves
                super().replace_rules(node, rules, animate=True)
                return
        for key in held.keys() | rules.keys():
            value = rules.get(key)
            if held.get(key) is not value:
                setattr(base, key, value)
        node.notify_style_update()
