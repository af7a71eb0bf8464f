"""Puts values of the command line into a composed configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config import shapes
from sim.config.sources import COMMAND_LINE, Layer, rank, set_as_a_whole
from sim.config.wording import dotted, listed, nearest, shown
from sim.config.yaml_file import Entry, KeyPath
from sim.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sim.config.shapes import Shape
    from sim.config.values import Assignment

#: No list has items whose number is longer; Python refuses to read numbers of thousands of digits.
_LONGEST_INDEX = 6


def put_all(config: dict[str, object], assignments: Sequence[Assignment]) -> list[Mistake]:
    """Put the values into `config`, and return a mistake for each that has no place there."""
    found = [_put(config, one.path, one.value) for one in assignments]
    return [mistake for mistake in found if mistake is not None]


def layer(assignments: Sequence[Assignment], chosen: Iterable[str]) -> Layer:
    """Return the command line, with the groups whose file is chosen there, as the last layer of the configuration."""
    places = [_numbered(one.path) for one in assignments]
    values = [path for one, place in zip(assignments, places, strict=True) for path in _paths(place, one.value)]
    lists = [set_as_a_whole(place) for place in places]  # who sets an item sets the list
    entries = dict.fromkeys([*((group,) for group in chosen), *lists, *values], Entry())
    written = {place: Entry(written=_unlike(one)) for one, place in zip(assignments, places, strict=True)}
    return Layer(COMMAND_LINE, entries | written)


def merged(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """Put a section over a section key by key; anything else replaces what was there."""
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        result[key] = merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return result


def drop_keys_of_other_kinds(config: dict[str, object], layers: Sequence[Layer]) -> None:
    """Take out of each section what belongs to a kind that a later layer has replaced.

    Who writes ``length: {kind: fixed, minutes: 30}`` over a length by shares wants no shares; laid over each other key
    by key, the two would make a section of no kind. A policy is chosen by its file, and never made another so.
    """
    for group, shape in shapes.root().keys.items():
        if group != "policy":
            _drop(config.get(group), shape, (group,), layers)


def _drop(place: object, shape: Shape, path: KeyPath, layers: Sequence[Layer]) -> None:
    if not isinstance(place, dict):
        return
    if shape.kind == "variants":
        chosen = shape.keys.get(str(place.get("kind")))
        if chosen is None:
            return
        since = rank(layers, (*path, "kind"))
        for key in [key for key in place if key not in chosen.keys and rank(layers, (*path, key)) < since]:
            if any(key in other.keys for other in shape.keys.values()):
                del place[key]
        shape = chosen
    for key, inner in place.items():
        below = shape.below(key)
        if below is not None and below.kind != "value":
            _drop(inner, below, (*path, key), layers)


def _unlike(assignment: Assignment) -> str:
    """Return how a number or a switch is written where that looks unlike it, such as 1e3 for 1000.0."""
    is_such = isinstance(assignment.value, bool | int | float)
    return assignment.written if is_such and assignment.written != shown(assignment.value) else ""


def _numbered(path: KeyPath) -> KeyPath:
    """Return a key as files are read: the items of a list as numbers, while an id of digits stays text."""
    found: list[str | int] = []
    shapes_here = [shapes.root()]
    for part in path:
        here = [one for shape in shapes_here for one in (shape.keys.values() if shape.kind == "variants" else [shape])]
        item = _item(part) if any(shape.kind == "list" for shape in here) else None
        found.append(part if item is None else item)
        shapes_here = [below for shape in here if (below := shape.below(part)) is not None]
    return tuple(found)


def _item(part: str | int) -> int | None:
    """Return which item of a list a part of a key means: 0, 1, 2 and so on, and never 00."""
    text = str(part)
    is_plain = text.isdecimal() and len(text) <= _LONGEST_INDEX and text == str(int(text))
    return int(text) if is_plain else None


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
        if inner is None and isinstance(place, dict) and _may_be_left_out(config, path[: depth + 1]):
            inner = place[str(part)] = {}
        if inner is None:
            return _no_place(place, path, depth, value)
        if isinstance(place, list) and is_last:
            place[int(part)] = value
        place = inner
    return None


def _may_be_left_out(config: object, path: KeyPath) -> bool:
    """Whether a section may stand here that no file need mention, such as the norm of a team."""
    above, shape = None, shapes.root()
    for part in path:
        if shape.kind == "variants":
            shape = shape.keys.get(str(_at(config, "kind")), shape)
        inner = shape.below(part)
        config = _at(config, part)
        if inner is None:
            return False
        above, shape = shape, inner
    is_section = shape.kind in ("section", "ids") and not shape.required
    return is_section and above is not None and above.kind == "section"


def _at(place: object, part: str | int) -> object:
    if isinstance(place, dict):
        return place.get(str(part))
    item = _item(part)
    return place[item] if isinstance(place, list) and item is not None and item < len(place) else None


def _no_place(place: object, path: KeyPath, depth: int, value: object) -> Mistake:
    """Say which part of a key does not exist, with what is there instead."""
    names = list(place) if isinstance(place, dict) else []
    if isinstance(place, list) and place:
        names = [str(number) for number in range(len(place))]
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
