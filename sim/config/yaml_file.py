"""Reads one YAML file as plain data that remembers where each value stands and what its comment says.

Only what a planner writes is understood: sections with text keys, lists, text, numbers, true and false. Anchors, tags,
deep nesting and a second document are refused while the text is only scanned, so that no input can make the reader
slow or large. Numbers are what they look like: ``010``, ``0x1F`` and ``1_000`` are refused, ``10:30`` stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from sim.config.wording import dotted, fold, visible
from sim.config.yaml_refusals import LOADER, syntax_mistake, unacceptable
from sim.errors import Mistake

#: A key as its parts; items of a list are counted from 0.
KeyPath = tuple[str | int, ...]

_PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,39})")
_PLAIN_FLOAT = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_QUOTED = ("'", '"', "|", ">")
_MEANING = {
    "bool": "it means true or false",
    "int": "it is a number",
    "float": "it is a number",
    "null": "it means nothing",
    "timestamp": "it is a date",
    "merge": "it merges another section",
}
_COMMENT = re.compile(r"\s*,?\s+#\s*(.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a value stands (lines count from 1) and the comment behind it."""

    line: int | None = None
    comment: str = ""


@dataclass(slots=True)
class Document:
    """A file's data, an `Entry` for each key and item in it, and the mistakes found; `label` names it to the user."""

    label: str
    data: object = None
    entries: dict[KeyPath, Entry] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def blame(self, path: KeyPath, problem: str, **more: str) -> None:
        """Note a mistake at a key of this file."""
        line = self.entries[path].line if path in self.entries else None
        self.mistakes.append(Mistake(problem=problem, file=self.label, line=line, key=dotted(path), **more))


def parse(text: str, label: str) -> Document:
    """Read YAML text; the data are None where a mistake made them unreadable."""
    document = Document(label)
    try:
        refusal = unacceptable(text, label)
        if refusal is None:
            _Builder(document, text).build(yaml.compose(text, Loader=LOADER))
        else:
            document.mistakes.append(refusal)
    except yaml.YAMLError as error:
        document.mistakes.append(syntax_mistake(error, text, label))
    return document


class _Builder:
    """Turns YAML nodes into plain data and notes entries and mistakes on the way."""

    def __init__(self, document: Document, text: str) -> None:
        self._document = document
        self._lines = text.splitlines()

    def build(self, root: yaml.Node | None) -> None:
        self._document.data = None if root is None else self._value(root, ())

    def _value(self, node: yaml.Node, path: KeyPath) -> object:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def _item(self, node: yaml.Node, path: KeyPath) -> object:
        self._document.entries[path] = Entry(node.start_mark.line + 1)
        return self._value(node, path)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, object]:
        found: dict[str, object] = {}
        seen: dict[str, tuple[str, int]] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, path)
            if key is None:
                continue
            self._document.entries[(*path, key)] = Entry(line, self._comment(value_node))
            if fold(key) in seen:
                twin, first = seen[fold(key)]
                alike = "" if twin == key else f" (as `{visible(twin)}`, which is too much alike)"
                self._document.blame((*path, key), f"stands twice: first on line {first}{alike}, again on line {line}")
            seen.setdefault(fold(key), (key, line))
            found[key] = self._value(value_node, (*path, key))
        return found

    def _key(self, node: yaml.Node, path: KeyPath) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
            return str(node.value)
        written = str(node.value) if isinstance(node, yaml.ScalarNode) else "?"
        meaning = _MEANING.get(node.tag.rpartition(":")[2], "it is a list or a section")
        problem, fix = (
            f"the key {visible(written)} is not text to YAML: {meaning}",
            f"write '{visible(written)}' in quotes",
        )
        self._document.entries.setdefault((*path, written), Entry(node.start_mark.line + 1))
        self._document.blame((*path, written), problem, fix=fix)
        return None

    def _scalar(self, node: yaml.ScalarNode, path: KeyPath) -> object:
        text, kind = str(node.value), node.tag.rpartition(":")[2]
        if node.style in _QUOTED or kind == "timestamp":
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.casefold() in {"true", "yes", "on"}
        if _CLOCK.fullmatch(text):
            return text
        if _PLAIN_INTEGER.fullmatch(text):
            return int(text)
        if _PLAIN_FLOAT.fullmatch(text) and kind != "int":
            return float(text)
        if kind in {"int", "float"}:
            self._document.blame(
                path,
                "is not written as a plain number",
                value=visible(text[:60]),
                allowed="digits without leading zeros or underscores, and a decimal point",
                fix="12, 0.5 or 1000",
            )
        return text

    def _comment(self, node: yaml.Node) -> str:
        """Return the comment behind a value that ends on the line it begins on, or ends a list."""
        is_block = (
            not node.flow_style if isinstance(node, yaml.CollectionNode) else getattr(node, "style", "") in {"|", ">"}
        )
        if is_block or node.end_mark.line >= len(self._lines):
            return ""
        found = _COMMENT.match(self._lines[node.end_mark.line][node.end_mark.column :])
        return found[1] if found else ""
