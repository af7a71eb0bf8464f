"""Says in plain words why a file cannot be read as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Mistake

if TYPE_CHECKING:
    import yaml

#: What the YAML reader complains of, and what usually is the matter; the first that is found counts.
_WORDS = (
    ("nesting depth", "the file is nested too deeply", "write at most 30 levels"),
    ("mapping values are not allowed", "a colon stands where no key can be", "put text with a colon in quotes"),
    ("could not find expected ':'", "a key has no colon behind it", "write `key: value`, with a space after the colon"),
    ("expected ',' or", "a bracket is opened and not closed", "close every [ with ] and every { with }"),
    ("expected the node content", "a value is missing or a bracket is not closed", "close every [ with ] and { with }"),
    ("unexpected end of stream", "a quote is opened and not closed", "close every quote"),
    ("expected <block end>", "the line is indented unlike its neighbors", "give keys of one section the same indent"),
    (
        "did not find expected key",
        "the line is indented unlike its neighbors",
        "give keys in a section the same indent",
    ),
    ("cannot start any token", "a sign stands where no value can begin", "put text that begins with % @ ` in quotes"),
    ("escape", "an unknown sign follows a backslash in double quotes", "use single quotes"),
    ("not allowed", "an invisible control character stands in the file", "delete it and type the line again"),
)


def syntax_mistake(error: yaml.YAMLError, text: str, label: str) -> Mistake:
    """Return the mistake that stands for an error of the YAML reader."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else None
    if line is None and (position := getattr(error, "position", None)) is not None:
        line = text.count("\n", 0, position) + 1
    written = text.split("\n")[line - 1] if line else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        problem, fix = "cannot be read as YAML: a tab is used for indentation", "use spaces: two for each level"
        return Mistake(problem=problem, file=label, line=line, fix=fix)
    complaint = str(error)
    for sign, problem, fix in _WORDS:
        if sign in complaint:
            return Mistake(problem=f"cannot be read as YAML: {problem}", file=label, line=line, fix=fix)
    return Mistake(
        problem="cannot be read as YAML", file=label, line=line, fix="compare with scenarios/small_office.yaml"
    )
