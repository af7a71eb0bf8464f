"""Puts values of the command line into a composed configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.sources import COMMAND_LINE, Layer
from sim.config.wording import dotted, listed, nearest, shown
from sim.config.yaml_file import Entry, KeyPath
from sim.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.config.values import Assignment


def put_all(config: dict[str, object], assignments: Sequence[Assignment]) -> list[Mistake]:
    """Put the values into `config`, and return a mistake for each that has no place there."""
    found = [_put(config, one.path, one.value) for one in assignments]
    return [mistake for mistake in found if mistake is not None]


def layer(assignments: Sequence[Assignment]) -> Layer:
    """Return the command line as the last layer of the configuration."""
    return Layer(COMMAND_LINE, {path: Entry() for one in assignments for path in _paths(one.path, one.value)})


def _paths(path: KeyPath, value: object) -> Iterator[KeyPath]:
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, item in inner:
        yield from _paths((*path, str(key)), item)


def _put(config: dict[str, object], path: KeyPath, value: object) -> Mistake | None:
    place: object = config
    for depth, part in enumerate(path[:-1]):
        if not isinstance(place, dict | list) or _at(place, part) is None:
            return _no_place(config, path, depth, value)
        place = _at(place, part)
    last = str(path[-1])
    if isinstance(place, list) and last.isdigit() and int(last) < len(place):
        place[int(last)] = value
    elif isinstance(place, dict):
        place[last] = _merged(place.get(last), value)
    else:
        return _no_place(config, path, len(path) - 1, value)
    return None


def _at(place: dict[str, object] | list[object], part: str | int) -> object:
    if isinstance(place, dict):
        return place.get(str(part))
    return place[int(part)] if str(part).isdigit() and int(part) < len(place) else None


def _merged(old: object, new: object) -> object:
    """Put a section over a section key by key; anything else replaces what was there."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{str(key): _merged(old.get(str(key)), value) for key, value in new.items()}}
    return new


def _no_place(config: object, path: KeyPath, depth: int, value: object) -> Mistake:
    """Say which part of a key does not exist, with what is there instead."""
    for part in path[:depth]:
        config = _at(config, part) if isinstance(config, dict | list) else None
    names = list(config) if isinstance(config, dict) else []
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
