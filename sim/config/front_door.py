"""Takes the arguments apart before any grammar sees them: only keys of our own tree and five flags pass.

`scenario=`, `results_dir=`, `title=` and `question=` are taken as they are, so that spaces, ä and = need no quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.config.front_door_words import refused_flag, refused_key, refused_word
from sim.config.paths import GROUPS, TEXTS
from sim.config.wording import visible
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.config.yaml_file import KeyPath

DEFAULT_SCENARIO = "espoo"
_LONGEST_ARGUMENT = 20_000
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*")


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments by what they are; `choices` and `values` keep the order in which they were given."""

    scenario: str = DEFAULT_SCENARIO
    results_dir: str = "results"
    multirun: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    assignments: list[tuple[KeyPath, str]] = field(default_factory=list)


def wanted_text(arguments: Sequence[str]) -> str | None:
    """Return `help`, `info` or `cfg` where the arguments ask for a text instead of a run."""
    if {"-h", "--help"} & set(arguments):
        return "help"
    if "--info" in arguments:
        return "info"
    return "cfg" if "--cfg" in arguments or "--cfg=job" in arguments else None


def read(arguments: Sequence[str]) -> Request:
    """Sort the arguments, or raise `InputError` with every one that may not pass."""
    mistakes: list[Mistake] = []
    given: dict[str, str] = {}
    multirun = False
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument in {"-m", "--multirun"}:
            multirun = True
        elif argument in {"-h", "--help", "--info", "--cfg=job"}:
            continue
        elif argument == "--cfg" and waiting[:1] == ["job"]:
            waiting.pop(0)
        else:
            mistake = _sort(argument, given)
            mistakes += [mistake] if mistake else []
    if mistakes:
        raise InputError(mistakes)
    texts = {key: given.pop(key) for key in TEXTS if key in given}
    return Request(
        scenario=given.pop("scenario", DEFAULT_SCENARIO),
        results_dir=given.pop("results_dir", "results"),
        multirun=multirun,
        texts=texts,
        assignments=[(path_of(key), text) for key, text in given.items()],
    )


def path_of(key: str) -> KeyPath:
    """Return a dotted key as its parts."""
    return tuple(key.split("."))


def _sort(argument: str, given: dict[str, str]) -> Mistake | None:
    """Put ``key=value`` into `given`, or say why it may not pass."""
    key, equals, text = argument.partition("=")
    if argument.startswith("-"):
        return refused_flag(key)
    if not equals:
        return refused_word(argument)
    top = key.partition(".")[0]
    if not _KEY.fullmatch(key) or re.search(r"(^|\.)_", key) or not _is_ours(key, top):
        return refused_key(key, text)
    if key in given:
        problem = f"is given twice: {visible(given[key][:60])} and {visible(text[:60])}"
        return Mistake(problem=problem, file="command line", key=key, fix="give it once")
    if "${" in text:
        problem = "`${...}` is not accepted: it can read secrets of this machine"
        return Mistake(problem=problem, file="command line", key=key, value=visible(text[:60]), fix="write the value")
    if len(text) > _LONGEST_ARGUMENT:
        problem = f"is {len(text)} characters long"
        return Mistake(problem=problem, file="command line", key=key, allowed=f"at most {_LONGEST_ARGUMENT}")
    given[key] = text
    return None


def _is_ours(key: str, top: str) -> bool:
    return top in GROUPS or key in {"scenario", "results_dir", *TEXTS}
