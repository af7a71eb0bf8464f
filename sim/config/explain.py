"""Says what the type checker found in our own words: where it stands, what is wrong, what is allowed or was meant."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.config import shapes
from sim.config.allowed import LONGEST_NAME, PATTERN_WORDS
from sim.config.findings import MOST_WITH_HINTS
from sim.config.lookalikes import as_id, spelled_out
from sim.config.meant import example, meant
from sim.config.sources import locate, value_beneath, value_written
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
        if len(found) >= MOST_WITH_HINTS:
            found.setdefault(dotted(path), Mistake(problem="is wrong as well", key=dotted(path)))
            continue
        words = _explain(one, path, above, shape)
        path = words.pop("path", path)
        file, line = locate(layers, path)
        if not words.get("suggestion") and not words.get("fix"):
            words["fix"] = _what_to_write(path, layers, one, shape)
        if isinstance(one.get("input"), bool) and shape is not None and shape.is_text:
            words["fix"] = f"write '{value_written(layers, path, one['input'])}' in quotes"
        mistake = Mistake(file=file, line=line, key=dotted(path), **words)
        if "value" in words and "input" in one and words["value"] == shown(one["input"]):
            mistake = replace(mistake, value=value_written(layers, path, one["input"]))
        found.setdefault(dotted(path), mistake)
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
        pattern, name = error.get("ctx", {}).get("pattern", ""), str(path[-1])
        allowed = PATTERN_WORDS.get(pattern, "an id")
        value = spelled_out(shown(name))
        return {"problem": "is not an id", "value": value, "allowed": allowed, "suggestion": as_id(name)}
    if kind.startswith("union_tag") and shape is not None:
        given = value.get("kind") if isinstance(value, dict) else None
        words = {"path": (*path, "kind"), "allowed": listed(shape.keys)}
        if given is None:
            return {**words, "problem": "is missing", "suggestion": nearest(str(path[-1]), shape.keys)}
        near = nearest(str(given), shape.keys)
        return {**words, "problem": "is not a known kind", "value": shown(given), "suggestion": near}
    problem, hint = _problem(error, value, shape), ""
    if found := _HINT.fullmatch(problem):
        problem, hint = found[1], found[2]
    near = hint or meant(value, shape, error.get("ctx", {}))
    return {"problem": problem, "value": shown(value), "allowed": allowed, "suggestion": near}


def _what_to_write(path: KeyPath, layers: Sequence[Layer], error: Any, shape: Shape | None) -> str:  # noqa: ANN401
    """Return what mends a value of which nobody knows what was meant: no value at all, or an example."""
    beneath = value_beneath(layers, path)
    if beneath:
        return f"leave it out, and {beneath} holds"
    if error["type"] == "too_short" and not error["input"]:
        return "write at least one"
    if error["type"].startswith(("less_than", "greater_than")) or not (one := example(shape)):
        return ""
    return f"{path[-1]}: {one}" if isinstance(path[-1], str) else one


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
    if value == "???":
        return "is marked as missing (???)"
    if isinstance(value, float) and not math.isfinite(value):
        return "is not a finite number"
    if kind == "value_error":
        return str(context["error"])
    if kind in {"too_short", "too_long"}:
        length = len(value) if isinstance(value, list | tuple | dict) else context["actual_length"]
        return f"has {length} items" if length else "has no items"
    if kind == "string_pattern_mismatch" and isinstance(value, str) and len(value) > LONGEST_NAME:
        return f"is {len(value)} characters long"
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
