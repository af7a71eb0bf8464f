"""Says what the type checker found in our own words: where it stands, what is wrong, what is allowed or was meant."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from sim.config import shapes
from sim.config.allowed import PATTERN_WORDS
from sim.config.sources import locate
from sim.config.wording import dotted, listed, nearest, shown
from sim.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import ValidationError

    from sim.config.shapes import Shape
    from sim.config.sources import Layer
    from sim.config.yaml_file import KeyPath

#: A complaint of sim.quantities that ends in what was probably meant.
_HINT = re.compile(r"(.*)[:;] did you mean (.*)\?")


def explained(error: ValidationError, config: Mapping[str, object], layers: Sequence[Layer]) -> list[Mistake]:
    """Return one mistake for each error of the type checker, in the order of the sections."""
    found: dict[KeyPath, Mistake] = {}
    for one in error.errors(include_url=False):
        path = _path(one["loc"], config)
        found.setdefault(path, _explain(one, path, config, layers))
    return list(found.values())


def _path(location: tuple[int | str, ...], config: Mapping[str, object]) -> KeyPath:
    """Drop what is no part of the key: the policy's kind, and the mark of a wrong id."""
    path = tuple(part for part in location if part != "[key]")
    section = config.get(str(path[0])) if path else None
    if len(path) > 1 and isinstance(section, dict) and section.get("kind") == path[1] and path[0] == "policy":
        return (path[0], *path[2:])
    return path


def _explain(error: Any, path: KeyPath, config: Mapping[str, object], layers: Sequence[Layer]) -> Mistake:  # noqa: ANN401
    file, line = locate(layers, path)
    place: dict[str, Any] = {"file": file, "line": line, "key": dotted(path)}
    kind = error["type"]
    if kind == "missing":
        shape = shapes.at(path, config)
        fix = f"write `{path[-1]}: ...` in {dotted(path[:-1]) or 'the scenario'}"
        return Mistake(problem="is missing", allowed=_allowed(shape), fix=fix, **place)
    value = error["input"]
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path, value, config, place)
    if error["loc"][-1] == "[key]":
        allowed = PATTERN_WORDS.get(error.get("ctx", {}).get("pattern", ""), "an id")
        return Mistake(problem="is not an id", value=shown(path[-1]), allowed=allowed, **place)
    if kind.startswith("union_tag"):
        path = (*path, "kind")
        variants = tuple(shapes.root().keys[str(path[0])].keys)
        value = value.get("kind") if isinstance(value, dict) else value
        file, line = locate(layers, path)
        return Mistake(
            problem="is not a known kind",
            file=file,
            line=line,
            key=dotted(path),
            value=shown(value),
            allowed=listed(variants),
            suggestion=nearest(str(value), variants),
        )
    shape = shapes.at(path, config)
    problem, hint = _problem(error, value, shape), ""
    if found := _HINT.fullmatch(problem):
        problem, hint = found[1], found[2]
    return Mistake(
        problem=problem,
        value=shown(value),
        allowed=_allowed(shape),
        suggestion=hint or _suggestion(value, shape),
        **place,
    )


def _unknown_key(path: KeyPath, value: object, config: Mapping[str, object], place: dict[str, Any]) -> Mistake:
    section = shapes.at(path[:-1], config)
    keys = tuple(section.keys) if section else ()
    near = nearest(str(path[-1]), keys)
    homes = [] if near else shapes.homes_of(str(path[-1]))
    return Mistake(
        problem=f"is not a key of {dotted(path[:-1]) or 'the configuration'}",
        value=shown(value),
        allowed=listed(keys, 20),
        suggestion=near,
        fix=f"`{path[-1]}` belongs to {homes[0]}" if homes else "",
        **place,
    )


def _problem(error: Any, value: object, shape: Shape | None) -> str:  # noqa: ANN401 (an error of pydantic is a dictionary)
    kind, context = error["type"], error.get("ctx", {})
    if value is None:
        return "is empty"
    if isinstance(value, float) and not math.isfinite(value):
        return "is not a finite number"
    if kind == "value_error":
        return str(context["error"])
    if kind in {"too_short", "too_long"}:
        length = len(value) if isinstance(value, list | tuple | dict) else context["actual_length"]
        return f"has {length} items" if length else "has no items"
    if kind.startswith(("less_than", "greater_than")):
        return "is above the allowed range" if kind.startswith("less") else "is below the allowed range"
    if isinstance(value, bool) and shape is not None and shape.is_text:
        return f"was read as {str(value).lower()}; a text such as NO, on or yes needs quotes"
    if kind == "literal_error":
        return "is not one of the words that may stand here" if isinstance(value, str) else "is not one of the choices"
    return f"is {_kind_of(value)}"


def _kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text" if value else "empty text"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, float):
        return "a number with a decimal point"
    return "a section" if isinstance(value, dict) else "a list" if isinstance(value, list) else "of an unknown kind"


def _allowed(shape: Shape | None) -> str:
    return shape.allowed if shape else ""


def _suggestion(value: object, shape: Shape | None) -> str:
    if shape is None or shape.kind != "value" or not isinstance(value, str):
        if isinstance(value, float) and shape is not None and value.is_integer() and "whole number" in shape.allowed:
            return str(int(value))
        return ""
    if "whole number" in shape.allowed and value.replace("_", "").replace(" ", "").isdecimal() and value.isascii():
        return str(int(value.replace("_", "").replace(" ", "")))
    if "whole" not in shape.allowed and value.count(",") == 1 and value.replace(",", "").strip("-").isdecimal():
        return value.replace(",", ".")
    return nearest(value, shape.names)
