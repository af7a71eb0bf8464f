"""Reads one YAML file as plain data that remembers where each value stands and what its comment says.

Only what a planner writes is understood: sections with text keys, lists, text, numbers, true and false. Anchors, tags,
deep nesting and a second document are refused while the text is only scanned, so that no input can make the reader
slow or large. Numbers are what they look like: ``010``, ``0x1F`` and ``1_000`` are refused, ``10:30`` and ``08`` stay
text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import yaml

from sim.config.plain_numbers import PLAIN_FLOAT, PLAIN_INTEGER, PLAIN_WORDS, plainly
from sim.config.wording import dotted, fold, shown, visible
from sim.config.yaml_refusals import LOADER, syntax_mistake, unacceptable
from sim.errors import Mistake

#: A key as its parts; items of a list are counted from 0.
KeyPath = tuple[str | int, ...]

#: 10:30 is a time to people, and a number to the base of 60 to YAML 1.1.
_CLOCK = re.compile(r"[0-9]+(:[0-9]+)+")
_QUOTED = ("'", '"', "|", ">")
_MEANING = {
    "bool": "it means true or false",
    "int": "it is a number",
    "float": "it is a number",
    "null": "it means nothing",
    "timestamp": "it is a date",
    "merge": "it merges another section",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a value stands (lines count from 1), and the comment behind it.

    `written` is filled where the value looks unlike what stands there: somebody who wrote ``1e3`` or ``NO`` would not
    find 1000.0 or false in the file.
    """

    line: int | None = None
    comment: str = ""
    written: str = ""


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


def _text(node: yaml.Node) -> str:
    return visible(node.value[:60]) if isinstance(node, yaml.ScalarNode) else ""


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
        return self._noted(node, path)

    def _noted(self, node: yaml.Node, path: KeyPath) -> object:
        """Return a value, and note in its entry how it is written where that looks unlike it."""
        value = self._value(node, path)
        if isinstance(value, bool | int | float) and isinstance(node, yaml.ScalarNode) and shown(value) != node.value:
            self._document.entries[path] = replace(self._document.entries[path], written=_text(node))
        return value

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, object]:
        found: dict[str, object] = {}
        seen: dict[str, tuple[str, int]] = {}
        for number, (key_node, value_node) in enumerate(node.value):
            line = key_node.start_mark.line + 1
            if (
                number
                and node.flow_style
                and self._is_decimal_comma(node.value[number - 1], key_node, value_node, path)
            ):
                continue
            key = self._key(key_node, path)
            if key is None:
                continue
            self._document.entries[(*path, key)] = Entry(line, self._comment(value_node))
            if fold(key) in seen:
                twin, first = seen[fold(key)]
                alike = "" if twin == key else f" (as `{visible(twin)}`, which is too much alike)"
                problem = f"stands twice: first on line {first}{alike}, again on line {line}"
                fix = "delete one of the two, or give it another name"
                allowed = "each key once in a section"
                self._document.blame((*path, key), problem, value=_text(value_node), allowed=allowed, fix=fix)
            seen.setdefault(fold(key), (key, line))
            found[key] = self._noted(value_node, (*path, key))
        return found

    def _is_decimal_comma(
        self, before: tuple[yaml.Node, yaml.Node], key: yaml.Node, value: yaml.Node, path: KeyPath
    ) -> bool:
        """Whether ``{share: 0,4}`` was written, which is share: 0 and a key 4 to YAML; that is noted as a mistake."""
        whole = str(before[1].value)
        is_number = whole.lstrip("-").isdecimal() and str(key.value).isdecimal()
        if not is_number or not isinstance(value, yaml.ScalarNode) or value.value:
            return False
        is_thousands = len(key.value) == 3 and whole != "0"
        meant = f"{whole}.{key.value}"
        self._document.blame(
            (*path, str(before[0].value)),
            "is written with a comma, which begins another key here",
            value=f"{whole},{key.value}",
            allowed="numbers with a decimal point",
            suggestion=f"{whole}{key.value} or {meant}" if is_thousands else meant,
        )
        return True

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
        allowed = "text; NO, on, yes, numbers and dates need quotes to be text"
        self._document.blame((*path, written), problem, value=visible(written), allowed=allowed, fix=fix)
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
        if PLAIN_INTEGER.fullmatch(text):
            return int(text)
        if PLAIN_FLOAT.fullmatch(text) and kind != "int":
            return float(text)
        if kind in {"int", "float"}:
            self._document.blame(
                path,
                "is not written as a plain number",
                value=visible(text[:60]),
                allowed=PLAIN_WORDS,
                suggestion=plainly(text),
                fix="" if plainly(text) else "12, 0.5 or 1000",
            )
        return text

    def _comment(self, node: yaml.Node) -> str:
        """Return the comment behind a value that ends on the line it begins on, or ends a list."""
        is_block = (
            not node.flow_style if isinstance(node, yaml.CollectionNode) else getattr(node, "style", "") in {"|", ">"}
        )
        if is_block or node.end_mark.line >= len(self._lines):
            return ""
        before, sign, comment = self._lines[node.end_mark.line][node.end_mark.column :].partition("#")
        is_comment = sign and before[-1:].isspace() and before.strip() in {"", ","}
        return comment.strip() if is_comment else ""
