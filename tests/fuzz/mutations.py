"""What may go wrong in a good scenario and on a good command line, as Hypothesis strategies.

A scenario is written out in full, as ``--cfg job`` prints it, so that every key there is can be hit. A mutation
deletes, repeats, renames or moves a key, or gives a value another type, a neighbor, a giant or nonsense; some hit the
text.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from sim import config

#: Good scenarios of different kinds: rooms and activities, walk-ups with theory's streams, rates.
GOOD = (
    ("small_office", ()),
    ("small_office", ("policy=rates", "activities=none")),
    ("theory/v1", ()),
    ("theory/v3_mixed", ()),
)
NONSENSE: list[Any] = [
    None, True, "", " ", "x", "NO", "nan", "60%", "0,4", "9:00", "31.12.2027", "???", "ä\u0308", "\u200b", "\U0001f600",
    "S1", "T01", "team_meeting", [], {}, [1, 2], {"kind": "fixed"}, {"a": {"b": 1}}, -1, 0, 1, 0.5, 1e308, -1e308,
    10**12, 10**40, float("inf"), float("nan"), "x" * 300, [[[[1]]]], [None], {"": 1}, "../x", "=1+1", "<b>",
]  # fmt: skip
KEYS = [
    "kind",
    "name",
    "size",
    "",
    "T01",
    "t01",
    "ä",
    "_target_",
    "hydra",
    "weeks ",
    "a.b",
    "1",
    "x" * 50,
    "seats",
    "norm",
]
SIGNS = [*":-#{}[],&*!|>'\"%@`\t\n ?~=.0é\u0000\u2028\ud7ff", "  ", "---\n", "- ", ": ", "${", "<<: "]
#: Neighbors of values most often, because they are what is left to be run.
KINDS = ["delete", "rename", "repeat", "move", "nonsense", "neighbor of a section", *["neighbor"] * 8]
FLAGS = ["-m", "--multirun", "--cfg", "job", "--info", "-h", "--help", "--cfg=job", "--run", "-x", "", "=", "a", "a="]


@cache
def _written_out(name: str, overrides: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """Return all values of a scenario but its policy, and the name of that."""
    job = config.load(name, overrides)
    whole = {key: value for key, value in job.config.items() if key != "policy"}
    return copy.deepcopy(whole), job.policy


def paths_of(place: object, path: tuple = ()) -> list[tuple]:
    inner = place.items() if isinstance(place, dict) else enumerate(place) if isinstance(place, list) else ()
    return [path, *(found for key, value in inner for found in paths_of(value, (*path, key)))]


def at(place: Any, path: tuple) -> Any:
    for part in path:
        place = place[part]
    return place


def put(place: Any, path: tuple, key: Any, value: Any) -> None:
    """Put a value under a key of a section, or into a list."""
    inner = at(place, path)
    if isinstance(inner, dict):
        inner[key] = value
    elif isinstance(inner, list):
        inner.append(value)


@st.composite
def mutated_data(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario with one to three mutations of its values."""
    name, overrides = draw(st.sampled_from(GOOD))
    whole, policy = copy.deepcopy(_written_out(name, overrides))
    whole["defaults"] = [{"override /policy": policy}]
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        _mutate(draw, whole)
    return whole


def _mutate(draw: st.DrawFn, whole: dict[str, Any]) -> None:
    kind = draw(st.sampled_from(KINDS))
    paths = paths_of(whole)[1:]
    if kind == "neighbor":
        paths = [path for path in paths if not isinstance(at(whole, path), dict | list)]
    *above, last = draw(st.sampled_from(paths or [("title",)]))
    place = at(whole, tuple(above))
    value = place[last] if not isinstance(place, dict) or last in place else None
    if kind in ("delete", "rename") and value is not None:
        del place[last]
    if kind in ("rename", "repeat"):
        put(whole, tuple(above), draw(_near(str(last))), copy.deepcopy(value))
    if kind == "move":
        path = (*above, last)
        others = [one for one in paths if one[: len(path)] != path and isinstance(at(whole, one), dict | list)]
        target = at(whole, draw(st.sampled_from(others or [()])))
        del place[last]
        put(target, (), last if isinstance(last, str) else "moved", value)
    if kind == "nonsense":
        place[last] = copy.deepcopy(draw(st.sampled_from(NONSENSE)))
    if kind in ("neighbor", "neighbor of a section"):
        place[last] = draw(_neighbors(value))


def _near(name: str) -> st.SearchStrategy[str]:
    cut = len(name) // 2
    return st.sampled_from(
        [
            name[1:],
            name[:-1],
            name[:cut] + name[cut + 1 :],
            name.upper(),
            name + "2",
            name + " ",
            name + "\u0435",
            *KEYS,
        ]
    )


def _neighbors(value: object) -> st.SearchStrategy[Any]:
    if isinstance(value, bool) or value is None:
        return st.sampled_from([not value, str(value), 1])
    if isinstance(value, int):
        near = [value - 1, value + 1, value + 2, 2 * value]
        return st.sampled_from([*near, *near, -value, value * 10, value + 0.5, str(value), 2**63 - 1, 2**63])
    if isinstance(value, float):
        near = [value * 0.9, value * 1.1, 0.0, 1.0]
        return st.sampled_from([*near, *near, value - 1, value + 1, -value, value * 100, 1 + 1e-9, str(value)])
    if isinstance(value, str):
        return st.sampled_from(
            [value + " ", value[:-1], value.upper(), value + "ä", value * 20, value.replace("0", "1")]
        )
    if isinstance(value, list):
        return st.sampled_from([value[:-1], value + value[:1], value * 2, value[::-1], [*value, None]])
    return st.sampled_from([{}, [], list(value.items()) if isinstance(value, dict) else 0])


@st.composite
def mutated_text(draw: st.DrawFn) -> str:
    """A scenario whose text has been mutilated: signs deleted, repeated, put in, lines moved."""
    name, overrides = draw(st.sampled_from(GOOD))
    whole, policy = _written_out(name, overrides)
    text = written({**whole, "defaults": [{"override /policy": policy}]})
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 2, 10, 200]))
        text = text[:place] + draw(st.sampled_from([*SIGNS, "", text[place : place + 30]])) + text[place + length :]
    return text


def written(whole: dict[str, Any]) -> str:
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=100)


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    """One to three arguments, most of them a key that exists with a value that may not."""
    name, overrides = draw(st.sampled_from(GOOD))
    whole, _ = _written_out(name, overrides)
    given = [f"scenario={name}", *overrides]
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths_of(whole)[1:]))
        key = ".".join(map(str, path))
        key = draw(st.sampled_from([key] * 12 + [f"+{key}", f"~{key}", f"{key}.x", key.upper(), f"{key}@x", key[:-1]]))
        value = draw(st.one_of(_neighbors(at(whole, path)), st.sampled_from(NONSENSE), st.text(max_size=6)))
        text = value if isinstance(value, str) else yaml.safe_dump(value, default_flow_style=True).split("\n...")[0]
        given.append(draw(st.sampled_from([f"{key}={text.strip()}"] * 9 + FLAGS)))
    return given
