"""Reads the documents as a person would: their fenced blocks, tables and links."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SAVED_AS = re.compile(r"^# file: (\S+)\n")
_ADDED_TO = re.compile(r"^# at the end of (\S+)\n")


@dataclass(frozen=True)
class Block:
    """A fenced block without its indent.

    `saved_as` is the file that a first line `# file: NAME` names, `added_to` that of `# at the end of NAME`.
    """

    language: str
    text: str

    @property
    def saved_as(self):
        found = _SAVED_AS.match(self.text)
        return found[1] if found else None

    @property
    def added_to(self):
        found = _ADDED_TO.match(self.text)
        return found[1] if found else None

    @property
    def commands(self):
        return [line.removeprefix("$ ") for line in self.text.splitlines() if line.startswith("$ ")]


def documents():
    """Every document of the repository, results/README.md included."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "results" / "README.md"])


def name(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path):
    found = []
    for indent, language, text in _FENCE.findall(path.read_text(encoding="utf-8")):
        lines = [line.removeprefix(indent) for line in text.splitlines()]
        found.append(Block(language, "\n".join(lines) + "\n"))
    return found


def prose(path):
    """The text without its fenced blocks."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def columns_of_tables(path):
    """Columns by table: a heading `## `name`` and the first cells of the rows below it."""
    tables = {}
    current = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = re.fullmatch(r"## `(\w+)`", line)
            current = tables.setdefault(heading[1], []) if heading else None
        elif current is not None and (cell := re.match(r"\| `(\w+)` \|", line)):
            current.append(cell[1])
    return tables


def anchor(heading):
    """The anchor a code host gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
