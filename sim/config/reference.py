"""Writes docs/config.md and docs/scenario.schema.json from the domain types and conf/; a test says when they are old.

``python -m sim.config.reference`` renews both.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sim.config import paths, shapes
from sim.config.schema import scenario_schema
from sim.config.sources import conf_file, default_choices
from sim.config.wording import dotted, shown_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.shapes import Shape
    from sim.config.yaml_file import KeyPath

_INTRODUCTION = """\
# Every key of the configuration

Made from the types by `python -m sim.config.reference`; do not edit by hand.

A scenario file holds any of these sections but `policy`, which it selects with `defaults: [override /policy: NAME]`.
On the command line a key is written with dots: `office.zones.S1-north.desks=20`. `ID` stands for an id of your own.
Units stand in names: `_minutes`, `_km`, `_m2`, `_days` (a year), `_grams_per_km`; shares are numbers from 0 to 1.
The default is what the program uses when you say nothing; "needed" means that there is none. S, J and D in a note mean
seen in a source, judgment, and derived."""


def markdown() -> str:
    """Return docs/config.md."""
    parts = [_INTRODUCTION]
    told: set[tuple[KeyPath, str]] = set()
    for path, shape in shapes.walk(shapes.root()):
        if shape.kind != "section" or (path, shape.owner) in told:
            continue  # what activities have in common is told once
        told.add((path, shape.owner))
        conf = _file_of(path, shape)
        kind = f" of kind `{_variant(shape)}`" if _variant(shape) else ""
        heading = f"## `{dotted(path)}`{kind}" if path else "## The top of a scenario"
        meaning = [shape.meaning.replace("``", "`")] if path else []
        parts += [heading, *meaning, "\n".join(_table(path, shape, conf))]
    return "\n\n".join(parts) + "\n"


def _variant(shape: Shape) -> str:
    """Return the kind of a section that is one of several kinds, or nothing."""
    names = shape.keys["kind"].names if "kind" in shape.keys else ()
    return names[0] if len(names) == 1 else ""


def _file_of(path: KeyPath, shape: Shape) -> str:
    """Return which file of conf/ holds the defaults of a section, as GROUP/NAME, or nothing."""
    if not path:
        return "config"
    group = str(path[0])
    if group == "policy":
        return f"policy/{_variant(shape)}"
    return f"{group}/{default_choices()[group]}" if group in {"behavior", "calendar", "run", "study", "output"} else ""


def _table(path: KeyPath, shape: Shape, conf: str) -> Iterator[str]:
    yield "| key | what may stand there | default | note |"
    yield "|---|---|---|---|"
    for key, inner in shape.keys.items():
        default, note = _default(inner, (*path[1:], key), conf)
        allowed = {"ids": "a section for each id", "value": inner.allowed, "list": inner.allowed}.get(inner.kind)
        cells = (f"`{key}`", allowed or "a section, see below", default, note)
        yield "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"


def _default(shape: Shape, inside: KeyPath, conf: str) -> tuple[str, str]:
    """Return a key's default and the comment beside it: those of conf/ win over those of the type."""
    if shape.kind in {"section", "variants", "ids"}:
        return "", ""
    document = conf_file(conf) if conf else None
    if document is not None and inside in document.entries:
        value: object = document.data
        for part in inside:
            value = value[str(part)] if isinstance(value, dict) else None
        return _code(value, shape), document.entries[inside].comment
    return "needed" if shape.required else _code(shape.default, shape), ""


def _code(value: object, shape: Shape) -> str:
    if value in ("", [], (), None):
        return "none"
    if shape.is_time and isinstance(value, int):
        value = f"{value // 60:02d}:{value % 60:02d}"
    return f"`{shown_whole(value)}`"


def schema_text() -> str:
    """Return docs/scenario.schema.json."""
    return json.dumps(scenario_schema(), indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    """Renew both files in a checkout."""
    docs = paths.CONF.parent / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "config.md").write_text(markdown(), encoding="utf-8")
    (docs / "scenario.schema.json").write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    write()
