"""Values of a scenario by their dotted key: finding them, and making the same scenario with another value there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The parts of a key: names of fields and ids, and places in lists.
Path = tuple[str, ...]

_Whole = TypeVar("_Whole")


def paths_of(whole: object, key: str) -> list[Path]:
    """Return every place a key means, `*` standing for any id; none where the scenario has no such value."""
    return list(_paths(whole, tuple(key.split(".")), ()))


def value_at(whole: object, path: Path) -> object:
    """Return what stands at a place that exists."""
    for part in path:
        whole = dict(_below(whole))[part]
    return whole


def with_value(whole: _Whole, path: Path, value: object) -> _Whole:
    """Return the same with another value at a place that exists; everything beside it is shared, nothing is changed."""
    return _put(whole, path, value)  # type: ignore[return-value]  # the type at the top never changes


def _paths(place: object, parts: Path, above: Path) -> Iterator[Path]:
    if not parts:
        if place is not None:
            yield above
        return
    for name, inner in _below(place):
        if parts[0] in (name, "*"):
            yield from _paths(inner, parts[1:], (*above, name))


def _below(place: object) -> Iterator[tuple[str, object]]:
    if dataclasses.is_dataclass(place):
        yield from ((field.name, getattr(place, field.name)) for field in dataclasses.fields(place))
    elif isinstance(place, dict):
        yield from place.items()
    elif isinstance(place, tuple):
        yield from ((str(number), item) for number, item in enumerate(place))


def _put(place: object, path: Path, value: object) -> object:
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(place, dict):
        return {**place, name: _put(place[name], rest, value)}
    if isinstance(place, tuple):
        number = int(name)
        return (*place[:number], _put(place[number], rest, value), *place[number + 1 :])
    assert dataclasses.is_dataclass(place)
    assert not isinstance(place, type)
    return dataclasses.replace(place, **{name: _put(getattr(place, name), rest, value)})
