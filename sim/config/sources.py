"""Which file says what: the layers a configuration is put together from, and the sources that stand beside its values.

A layer is a file or the command line; a later layer wins. So the place of a value is its place in the last layer that
holds it, and the comment behind it is its source.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sim.config.paths import CONF, choices
from sim.config.wording import dotted, shown, shown_whole
from sim.config.yaml_file import Document, Entry, KeyPath, parse
from sim.quantities import parse_minute
from sim.studies.job import Assumption

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COMMAND_LINE = "command line"
#: Sections that say how much is computed and kept, not what is assumed of the world.
_NO_ASSUMPTIONS = ("run", "output", "title", "question", "defaults")
#: Things that all have the same keys: a source for one of them is none for the others.
_ALIKE = (("organization", "teams"), ("organization", "units"))


@dataclass(frozen=True, slots=True)
class Layer:
    """One origin of values: its name for the user and an entry for each key it sets."""

    label: str
    entries: Mapping[KeyPath, Entry]


def conf_layers(choices: Mapping[str, str]) -> list[Layer]:
    """Return conf/config.yaml and the chosen file of each group, parents before the files that extend them."""
    layers = [Layer("conf/config.yaml", conf_file("config").entries)]
    for group, name in choices.items():
        layers.extend(_group_layers(group, name))
    return layers


def _group_layers(group: str, name: str) -> list[Layer]:
    document = conf_file(f"{group}/{name}")
    own = Layer(document.label, {(group, *path): entry for path, entry in document.entries.items()})
    defaults = document.data.get("defaults", ()) if isinstance(document.data, dict) else ()
    parents = [parent for parent in defaults if isinstance(parent, str) and parent != "_self_"]
    return [*(layer for parent in parents for layer in _group_layers(group, parent)), own]


@cache
def conf_file(name: str) -> Document:
    """Return a file of conf/, named without its ending, as in ``run/quick``."""
    path = CONF / f"{name}.yaml"
    return parse(path.read_text(encoding="utf-8"), f"conf/{name}.yaml")


def default_choices() -> dict[str, str]:
    """Return which file of each group conf/config.yaml names."""
    data = conf_file("config").data
    defaults = data.get("defaults", []) if isinstance(data, dict) else []
    return {group: str(name) for item in defaults if isinstance(item, dict) for group, name in item.items()}


def locate(layers: Sequence[Layer], path: KeyPath) -> tuple[str, int | None]:
    """Return the file and line of a key, or of the nearest section above it that stands anywhere."""
    whole = set_as_a_whole(path)
    for length in range(len(whole), 0, -1):
        for layer in reversed(layers):
            if whole[:length] in layer.entries:
                return layer.label, _line(layer, path if length == len(whole) else whole[:length])
    return "", None


def value_written(layers: Sequence[Layer], path: KeyPath, value: object) -> str:
    """Return a value as the user has written it in the last layer that holds it."""
    setter = _setter(layers, path)
    entry = setter.entries.get(path, Entry()) if setter else Entry()
    return entry.written or shown(value)


def value_beneath(layers: Sequence[Layer], path: KeyPath) -> str:
    """Return which file of conf/ would set a key if the user did not, or nothing where none would."""
    setter, whole = _setter(layers, path), set_as_a_whole(path)
    beneath = _setter([layer for layer in layers if layer.label.startswith("conf/")], path)
    if setter is None or beneath is None or setter is beneath:
        return ""
    return f"{beneath.label}:{beneath.entries[whole].line}"


def _setter(layers: Sequence[Layer], path: KeyPath) -> Layer | None:
    """Return the last layer that holds a key, or the list it is an item of."""
    whole = set_as_a_whole(path)
    return next((layer for layer in reversed(layers) if whole in layer.entries), None)


def set_as_a_whole(path: KeyPath) -> KeyPath:
    """Return the key itself, or that of the list an item belongs to: a list is always set as a whole."""
    return path[: next((n for n, part in enumerate(path) if isinstance(part, int)), len(path))]


def rank(layers: Sequence[Layer], path: KeyPath) -> int:
    """Return the number of the layer a key was set in last, or -1."""
    return max((number for number, layer in enumerate(layers) if path in layer.entries), default=-1)


def _line(layer: Layer, path: KeyPath) -> int | None:
    while path not in layer.entries:
        path = path[:-1]
    return layer.entries[path].line


def assumptions(layers: Sequence[Layer], config: Mapping[str, object]) -> tuple[Assumption, ...]:
    """Return every value that has a source beside it somewhere, as it holds now and from where it holds."""
    commented = {path: None for layer in layers for path, entry in layer.entries.items() if entry.comment}
    found = []
    for path in commented:
        if path[0] in _NO_ASSUMPTIONS:
            continue
        if not _stands(config, path):
            continue  # it belongs to a kind that another has replaced
        setter = next(layer for layer in reversed(layers) if path in layer.entries)
        value = _value(config, path)
        source = _own_source(setter, path, value) or _set_by(setter)
        found.append(Assumption(key=dotted(path), value=shown_whole(value), source=source, file=setter.label))
    return (*found, *_others_without(list(commented), config))


def _own_source(setter: Layer, path: KeyPath, value: object) -> str:
    """Return the comment behind a value, or nothing where it was copied from conf/ and the value changed since."""
    comment = setter.entries[path].comment
    if setter.label.startswith("conf/") or not comment:
        return comment
    there = list(_values_in_conf(path, comment))
    return "" if there and not any(_is_same(value, other) for other in there) else comment


def _values_in_conf(path: KeyPath, comment: str) -> Iterator[object]:
    """Yield what the files of conf/ have at a key, where this very comment stands behind it or its section."""
    group, inside = str(path[0]), path[1:]
    for name in choices(group):
        document = conf_file(f"{group}/{name}")
        above = (document.entries.get(inside[:length], Entry()).comment for length in range(len(inside), 0, -1))
        if next(filter(None, above), "") == comment and _stands(document.data, inside):
            yield _value(document.data, inside)


def _is_same(one: object, other: object) -> bool:
    """Whether two values mean the same, however they are written: 8:30 or 08:30, 28 or 28.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if type(one) is bool or type(other) is bool:
        return one is other
    one, other = _minutes(one), _minutes(other)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other


def _minutes(value: object) -> object:
    """Return a time of day in minutes, as a composed configuration may have it, and anything else as it is."""
    try:
        return parse_minute(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _others_without(commented: Sequence[KeyPath], config: Mapping[str, object]) -> Iterator[Assumption]:
    """Yield one entry for all things of a kind that lack the source another of them has, written with `*` for the id.

    Whoever notes where the size of one team comes from has not said it of the others.
    """
    for above in _ALIKE:
        things = _value(config, above)
        depth = len(above)
        below = [path for path in commented if path[:depth] == above and len(path) > depth]
        for inside in dict.fromkeys(path[depth + 1 :] for path in below):
            told = {path[depth] for path in below if _meet(path[depth + 1 :], inside)}
            ids = things if isinstance(things, dict) else {}
            rest = [name for name in ids if name not in told and _stands(ids[name], inside)]
            if rest:
                key = dotted((*above, "*", *inside))
                yield Assumption(key=key, value=f"{len(rest):,} without a source", source="", file="")


def _meet(one: KeyPath, other: KeyPath) -> bool:
    """Whether one of two keys is the other or lies above it."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _set_by(layer: Layer) -> str:
    return "set on the command line" if layer.label == COMMAND_LINE else f"set in {layer.label}"


def _stands(config: object, path: KeyPath) -> bool:
    if not path:
        return True
    above = _value(config, path[:-1])
    return isinstance(above, list) or (isinstance(above, dict) and path[-1] in above)


def _value(config: object, path: KeyPath) -> object:
    for part in path:
        if isinstance(config, dict):
            config = config.get(str(part))
        elif isinstance(config, list) and isinstance(part, int) and part < len(config):
            config = config[part]
        else:
            return None
    return config
