"""What may stand at each key, read off the domain types: sections, ids, lists, values with their range in words.

Messages, the reference of all keys (docs/config.md) and the nearest-name search read these shapes, so none of them can
differ from what the types accept.
"""

from __future__ import annotations

import dataclasses
import types
from dataclasses import MISSING, dataclass, field
from functools import cache
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from sim.config.allowed import TIME_WORDS, list_length, list_words, words_for
from sim.config.wording import dotted, nearest
from sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.yaml_file import KeyPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One key or item. `kind` says which of the others are filled.

    section: `keys`; ids: `each` for any id; list: `each` for any item; variants: `keys` by the value of ``kind``;
    value: nothing. `allowed` is always said; `names` are the words a value may be, if these are few; `length` is how
    many items a list has to have, 0 where that is free; `meaning` and
    `owner` are the docstring and the name of a section's type.
    """

    kind: Literal["section", "ids", "list", "variants", "value"]
    allowed: str
    keys: dict[str, Shape] = field(default_factory=dict)
    each: Shape | None = None
    names: tuple[str, ...] = ()
    length: int = 0
    required: bool = True
    default: object = None
    meaning: str = ""
    owner: str = ""

    def below(self, part: str | int) -> Shape | None:
        """Return the shape of a key, an id or a list item below this one, or of one variant."""
        return self.each or self.keys.get(str(part))

    @property
    def is_time(self) -> bool:
        """Whether this is a time of day, which people write as HH:MM and the program keeps as minutes."""
        return self.allowed == TIME_WORDS

    @property
    def is_text(self) -> bool:
        """Whether any text may stand here, such as a name or an id."""
        return self.allowed.startswith(("a name", "an id", "text"))

    @property
    def is_whole_number(self) -> bool:
        """Whether only a whole number may stand here."""
        return self.allowed.startswith("a whole number")


@cache
def root() -> Shape:
    """Return the shape of a whole scenario."""
    return shape_of(Scenario)


def walk(shape: Shape, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Shape]]:
    """Go through every key that may stand anywhere; an id is written ``ID``, and variants share their path."""
    yield path, shape
    for key, inner in shape.keys.items():
        yield from walk(inner, path if shape.kind == "variants" else (*path, key))
    if shape.kind == "ids" and shape.each is not None:
        yield from walk(shape.each, (*path, "ID"))


def homes_of(name: str, *, nearly: bool = False) -> list[str]:
    """Return the keys that end in this name (or `nearly` so), for a key that stands in the wrong section."""
    keys = [path for path, _ in walk(root()) if path]
    if nearly:
        name = nearest(name, [str(path[-1]) for path in keys], cutoff=0.7)
    return list(dict.fromkeys(dotted(path) for path in keys if path[-1] == name))


def shape_of(annotation: Any, **more: Any) -> Shape:  # noqa: ANN401 (annotations have no common type)
    """Return the shape of a type annotation."""
    extras: list[object] = []
    while get_origin(annotation) is Annotated:
        annotation, *notes = get_args(annotation)
        extras = [*notes, *extras]
    origin, inner = get_origin(annotation), get_args(annotation)
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return _section(annotation, more)
    if origin is dict:
        return Shape(kind="ids", allowed="a section with a key for each id", each=shape_of(inner[1]), **more)
    if origin is tuple:
        each = shape_of(inner[0])
        length = list_length(extras)
        return Shape(kind="list", allowed=list_words(each.allowed, extras), each=each, length=length, **more)
    if origin in {Union, types.UnionType}:
        variants = [one for one in inner if one is not type(None)]
        if len(variants) == 1:
            return shape_of(variants[0], **more)
        keys = {_kind_of(one): shape_of(one) for one in variants}
        return Shape(kind="variants", allowed="a section with a kind: " + ", ".join(keys), keys=keys, **more)
    allowed, names = words_for(annotation, extras)
    return Shape(kind="value", allowed=allowed, names=names, **more)


def _section(owner: type, more: dict[str, Any]) -> Shape:
    hints = get_type_hints(owner, include_extras=True)
    keys = {}
    for one in dataclasses.fields(owner):
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        required = default is MISSING
        keys[one.name] = shape_of(hints[one.name], required=required, default=None if required else default)
    allowed = "a section with the keys " + ", ".join(keys)
    return Shape(kind="section", allowed=allowed, keys=keys, meaning=getdoc(owner) or "", owner=owner.__name__, **more)


def _kind_of(variant: type) -> str:
    return str(get_args(get_type_hints(variant)["kind"])[0])
