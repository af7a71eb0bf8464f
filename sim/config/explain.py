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
    from collections.abc import Sequence

    from pydantic import ValidationError

    from sim.config.shapes import Shape
    from sim.config.sources import Layer
    from sim.config.yaml_file import KeyPath

#: A complaint of sim.quantities that ends in what was probably meant.
_HINT = re.compile(r"(.*)[:;] did you mean (.*)\?")


def explained(error: ValidationError, layers: Sequence[Layer], top: Shape | None = None) -> list[Mistake]:
    """Return one mistake for each key the type checker refuses; `top` is the shape of all, a scenario's by default."""
    found: dict[str, Mistake] = {}
    for one in error.errors(include_url=False):
        if one["type"] == "too_short" and len(one["input"]) >= one["ctx"]["min_length"]:
            continue  # the checker does not count items that are wrong, each of which is told already
        path, above, shape = _place(one["loc"], top or shapes.root())
        words = _explain(one, path, above, shape)
        path = words.pop("path", path)
        file, line = locate(layers, path)
        found.setdefault(dotted(path), Mistake(file=file, line=line, key=dotted(path), **words))
    return list(found.values())


def _place(location: tuple[int | str, ...], top: Shape) -> tuple[KeyPath, Shape | None, Shape | None]:
    """Return the key with the shapes of its section and of itself, without what is no part of a key.

    That is the kind behind a section that has several, and the mark of a wrong id.
    """
    path: list[int | str] = []
    above: Shape | None = None
    shape: Shape | None = top
    for part in location:
        if part == "[key]":
            continue
        if shape is None or shape.kind != "variants":
            path.append(part)
            above = shape
        shape = shape.below(part) if shape else None
    return tuple(path), above, shape


def _explain(error: Any, path: KeyPath, above: Shape | None, shape: Shape | None) -> dict[str, Any]:  # noqa: ANN401
    kind, value, allowed = error["type"], error.get("input"), shape.allowed if shape else ""
    if kind == "missing":
        fix = f"write `{path[-1]}: ...` in {dotted(path[:-1]) or 'the scenario'}"
        return {"problem": "is missing", "allowed": allowed, "fix": fix}
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path, value, above)
    if error["loc"][-1] == "[key]":
        pattern = error.get("ctx", {}).get("pattern", "")
        return {"problem": "is not an id", "value": shown(path[-1]), "allowed": PATTERN_WORDS.get(pattern, "an id")}
    if kind.startswith("union_tag") and shape is not None:
        given = value.get("kind") if isinstance(value, dict) else None
        problem = "is missing" if given is None else "is not a known kind"
        words = {"path": (*path, "kind"), "problem": problem, "allowed": listed(shape.keys)}
        return (
            words if given is None else {**words, "value": shown(given), "suggestion": nearest(str(given), shape.keys)}
        )
    problem, hint = _problem(error, value, shape), ""
    if found := _HINT.fullmatch(problem):
        problem, hint = found[1], found[2]
    return {"problem": problem, "value": shown(value), "allowed": allowed, "suggestion": hint or _meant(value, shape)}


def _unknown_key(path: KeyPath, value: object, section: Shape | None) -> dict[str, Any]:
    keys = tuple(section.keys) if section else ()
    near = nearest(str(path[-1]), keys)
    homes = [] if near else shapes.homes_of(str(path[-1]))
    return {
        "problem": f"is not a key of {dotted(path[:-1]) or 'the configuration'}",
        "value": shown(value),
        "allowed": listed(keys, 20),
        "suggestion": near,
        "fix": f"`{path[-1]}` belongs to {homes[0]}" if homes else "",
    }


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


def _meant(value: object, shape: Shape | None) -> str:
    """Return what was probably meant: digits read as text, a decimal comma, or the nearest of a few names."""
    if shape is None or shape.kind != "value":
        return ""
    if isinstance(value, float):
        return str(int(value)) if shape.is_whole_number and value.is_integer() else ""
    if not isinstance(value, str):
        return ""
    digits = value.replace("_", "").replace(" ", "")
    if shape.is_whole_number and digits.isdecimal() and digits.isascii() and len(digits) <= 40:
        return str(int(digits))
    if not shape.is_whole_number and value.count(",") == 1 and value.replace(",", "").strip("-").isdecimal():
        return value.replace(",", ".")
    return nearest(value, shape.names)
