"""Which file says what: the layers a configuration is put together from, and the sources that stand beside its values.

A layer is a file or the command line; a later layer wins. So the place of a value is its place in the last layer that
holds it, and the comment behind it is its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sim.config.paths import CONF
from sim.config.wording import dotted, shown, shown_whole
from sim.config.yaml_file import Document, Entry, KeyPath, parse
from sim.studies.job import Assumption

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMAND_LINE = "command line"
#: Sections that say how much is computed and kept, not what is assumed of the world.
_NO_ASSUMPTIONS = ("run", "output", "title", "question", "defaults")


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
    whole = _whole(path)
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
    setter, whole = _setter(layers, path), _whole(path)
    beneath = _setter([layer for layer in layers if layer.label.startswith("conf/")], path)
    if setter is None or beneath is None or setter is beneath:
        return ""
    return f"{beneath.label}:{beneath.entries[whole].line}"


def _setter(layers: Sequence[Layer], path: KeyPath) -> Layer | None:
    """Return the last layer that holds a key, or the list it is an item of."""
    whole = _whole(path)
    return next((layer for layer in reversed(layers) if whole in layer.entries), None)


def _whole(path: KeyPath) -> KeyPath:
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
        source = setter.entries[path].comment or _set_by(setter)
        found.append(Assumption(key=dotted(path), value=shown_whole(value), source=source, file=setter.label))
    return tuple(found)


def _set_by(layer: Layer) -> str:
    return "set on the command line" if layer.label == COMMAND_LINE else f"set in {layer.label}"


def _stands(config: object, path: KeyPath) -> bool:
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
