"""Why a text is no plain YAML: refused while it is only scanned, which is cheap whatever it would build."""

from __future__ import annotations

import re

import yaml

from sim.config.wording import visible
from sim.errors import Mistake

#: The reader written in C where it is installed: the same events, ten times faster.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 30
#: Keys and values in a file: a region of 100,000 people in teams of 10, with its offices. A megabyte can hold three
#: times as many, which would take a while to refuse.
MOST_VALUES = 150_000

_LONGEST = 60
_LINE_END = re.compile("[\n\x85\u2028\u2029]")
_PLAIN = "sections of keys, lists, text, numbers, true and false"
_INDENT = "the line is indented unlike its neighbors", "give keys of one section the same indent"
#: What the YAML reader complains of, and what usually is the matter; the first that is found counts.
_WORDS = {
    "nesting depth": ("the file is nested too deeply", f"write at most {DEEPEST} levels"),
    "mapping values are not allowed": ("a colon stands where no key can be", "put text with a colon in quotes"),
    "could not find expected ':'": ("a key has no colon behind it", "write `key: value`, with a space after the colon"),
    "expected ',' or": ("a bracket is opened and not closed", "close every [ with ] and every { with }"),
    "expected the node content": ("a value is missing or a bracket is not closed", "close every [ with ] and { with }"),
    "unexpected end of stream": ("a quote is opened and not closed", "close every quote"),
    "expected <block end>": _INDENT,
    "did not find expected key": _INDENT,
    "cannot start any token": ("a sign stands where no value can begin", "put text that begins with % @ ` in quotes"),
    "escape": ("an unknown sign follows a backslash in double quotes", "use single quotes"),
    "not allowed": ("an invisible control character stands in the file", "delete it and type the line again"),
}


def unacceptable(text: str, label: str) -> Mistake | None:
    """Return the first anchor, alias, tag, second document, too deep a level or value too many as a mistake."""
    depth = documents = values = 0
    for event in yaml.parse(text, Loader=LOADER):
        problem = fix = ""
        documents += isinstance(event, yaml.DocumentStartEvent)
        values += isinstance(event, yaml.ScalarEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = "anchors (&name) and aliases (*name) are not accepted, because they can hide huge data"
            fix = "write the values out; text that begins with & or * goes in quotes"
        elif tag := getattr(event, "tag", None):
            problem = f"the tag {visible(tag)} is not accepted, because tags can run code"
            fix = "leave it out; text that begins with ! goes in quotes"
        elif documents > 1:
            problem, fix = "a second document begins here", "delete the line --- or make two files"
        elif depth > DEEPEST:
            problem, fix = "the file is nested too deeply", f"write at most {DEEPEST} levels"
        elif values > MOST_VALUES:
            problem = f"the file holds more than {MOST_VALUES:,} keys and values"
            fix = "a scenario holds head counts of teams, not measured data"
        if problem:
            line = event.start_mark.line + 1 if event.start_mark else None
            shown = _line_shown(text, line)
            return Mistake(problem=problem, file=label, line=line, value=shown, allowed=_PLAIN, fix=fix)
    return None


def syntax_mistake(error: yaml.YAMLError, text: str, label: str) -> Mistake:
    """Return the mistake that stands for an error of the YAML reader."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else None
    if line is None and (position := getattr(error, "position", None)) is not None:
        line = text.count("\n", 0, position) + 1
    written = _written(text, line)
    unknown = "its layout is not understood", "compare with scenarios/small_office.yaml"
    problem, fix = next((words for sign, words in _WORDS.items() if sign in str(error)), unknown)
    if "\t" in written[: len(written) - len(written.lstrip())]:
        problem, fix = "a tab is used for indentation", "use spaces: two for each level"
    elif "???" in written:
        problem, fix = "a value is marked as missing (???)", "write the value"
    shown = "" if "invisible" in problem else _line_shown(text, line)
    problem = f"cannot be read as YAML: {problem}"
    return Mistake(problem=problem, file=label, line=line, value=shown, allowed=_PLAIN, fix=fix)


def _written(text: str, line: int | None) -> str:
    """Return a line, by what YAML takes for the end of one."""
    lines = _LINE_END.split(text, line) if line else []
    return lines[line - 1] if line and line <= len(lines) else ""


def _line_shown(text: str, line: int | None) -> str:
    written = _written(text, line).strip()
    return visible(written[:_LONGEST]) + "..." * (len(written) > _LONGEST)
