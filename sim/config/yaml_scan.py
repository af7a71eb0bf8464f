"""Refuses YAML that is more than plain data while it is only scanned, which is cheap whatever it would build."""

from __future__ import annotations

import yaml

from sim.config.wording import visible
from sim.errors import Mistake

#: The reader written in C where it is installed: the same events, ten times faster.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 30


def unacceptable(text: str, label: str) -> Mistake | None:
    """Return the first anchor, alias, tag, second document or too deep a level as a mistake."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return Mistake(
                problem="anchors (&name) and aliases (*name) are not accepted, because they can hide huge data",
                file=label,
                line=line,
                fix="write the values out; text that begins with & or * goes in quotes",
            )
        if tag := getattr(event, "tag", None):
            return Mistake(
                problem=f"the tag {visible(tag)} is not accepted, because tags can run code",
                file=label,
                line=line,
                fix="leave it out; text that begins with ! goes in quotes",
            )
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            return Mistake(
                problem="a second document begins here",
                file=label,
                line=line,
                allowed="one document in a file",
                fix="delete the line --- or make two files",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Mistake(
                problem="the file is nested too deeply", file=label, line=line, allowed=f"at most {DEEPEST} levels"
            )
    return None
