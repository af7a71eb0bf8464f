"""Puts values of the command line into a composed configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config import shapes
from sim.config.sources import COMMAND_LINE, Layer
from sim.config.wording import dotted, listed, nearest, shown
from sim.config.yaml_file import Entry, KeyPath
from sim.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sim.config.values import Assignment


def put_all(config: dict[str, object], assignments: Sequence[Assignment]) -> list[Mistake]:
    """Put the values into `config`, and return a mistake for each that has no place there."""
    found = [_put(config, one.path, one.value) for one in assignments]
    return [mistake for mistake in found if mistake is not None]


def layer(assignments: Sequence[Assignment], chosen: Iterable[str]) -> Layer:
    """Return the command line, with the groups whose file is chosen there, as the last layer of the configuration."""
    values = [path for one in assignments for path in _paths(one.path, one.value)]
    return Layer(COMMAND_LINE, dict.fromkeys([*((group,) for group in chosen), *values], Entry()))


def merged(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """Put a section over a section key by key; anything else replaces what was there."""
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        result[key] = merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return result


def _paths(path: KeyPath, value: object) -> Iterator[KeyPath]:
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, item in inner:
        yield from _paths((*path, str(key)), item)


def _put(config: dict[str, object], path: KeyPath, value: object) -> Mistake | None:
    place: object = config
    for depth, part in enumerate(path):
        is_last = depth == len(path) - 1
        if isinstance(place, dict) and is_last:
            place.update(merged(place, {str(part): value}))
            return None
        inner = _at(place, part)
        if inner is None and isinstance(place, dict) and _may_be_left_out(path[: depth + 1]):
            inner = place[str(part)] = {}
        if inner is None:
            return _no_place(place, path, depth, value)
        if isinstance(place, list) and is_last:
            place[int(part)] = value
        place = inner
    return None


def _may_be_left_out(path: KeyPath) -> bool:
    """Whether a section may stand here that no file need mention, such as the norm of a team."""
    above, shape = None, shapes.root()
    for part in path:
        inner = shape.below(part)
        if inner is None:
            return False
        above, shape = shape, inner
    is_section = shape.kind in ("section", "ids") and not shape.required
    return is_section and above is not None and above.kind == "section"


def _at(place: object, part: str | int) -> object:
    if isinstance(place, dict):
        return place.get(str(part))
    is_item = isinstance(place, list) and str(part).isdecimal() and int(part) < len(place)
    return place[int(part)] if isinstance(place, list) and is_item else None


def _no_place(place: object, path: KeyPath, depth: int, value: object) -> Mistake:
    """Say which part of a key does not exist, with what is there instead."""
    names = list(place) if isinstance(place, dict) else []
    near = nearest(str(path[depth]), names)
    above = dotted(path[:depth])
    return Mistake(
        problem=f"there is no {path[depth]} in {above}" if names else f"{above} has no keys of its own",
        file=COMMAND_LINE,
        key=dotted(path),
        value=shown(value),
        allowed=listed(names),
        suggestion=dotted((*path[:depth], near, *path[depth + 1 :])) if near else "",
    )
