"""Takes the arguments apart before any grammar sees them: only keys of our own tree and five flags pass.

`scenario=`, `results_dir=`, `results=`, `title=` and `question=` are taken as they are, so that spaces, ä and = need no
quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.config.paths import GROUPS, TEXTS, scenario_names
from sim.config.wording import nearest, visible
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.config.yaml_file import KeyPath

DEFAULT_SCENARIO = "espoo"
#: What tables to fill in are filled in with.
_SCENARIO_OF_TEMPLATES = "small_office"
#: Asks what there is to choose from.
LIST = "study=list"
_LONGEST_ARGUMENT = 20_000
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*")
_KEYS = ("scenario", "results_dir", "results", *TEXTS, *GROUPS)
_FLAGS = ("--help", "--multirun", "--cfg", "--info")
_HYDRA_FLAGS = ("--config-dir", "--config-path", "--config-name", "--package", "-cd", "-cp", "-cn", "-p")


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments by what they are; `assignments` keep the order in which they were given.

    `results` is the folder that study=check looks at.
    """

    scenario: str = DEFAULT_SCENARIO
    results_dir: str = "results"
    results: str | None = None
    multirun: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    assignments: list[tuple[KeyPath, str]] = field(default_factory=list)


def wanted_text(arguments: Sequence[str]) -> str | None:
    """Return `help`, `info`, `cfg` or `list` where the arguments ask for a text instead of a run."""
    if {"-h", "--help"} & set(arguments):
        return "help"
    if "--info" in arguments:
        return "info"
    if "--cfg" in arguments or "--cfg=job" in arguments:
        return "cfg"
    return "list" if LIST in arguments else None


def refuse_beside_list(arguments: Sequence[str]) -> None:
    """Raise `InputError` for whatever is given beside ``study=list``: it would change nothing."""
    read(arguments)
    others = [argument.partition("=") for argument in arguments if argument != LIST]
    if others:
        problem = f"changes nothing in {LIST}"
        raise InputError(
            [_refusal(problem, key, text, fix=f"leave {visible(key[:80])} out") for key, _, text in others]
        )


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
    studies = given.get("study", "").split(",")
    if len(studies) > 1 and "list" in studies:
        mistakes.append(_refusal("list is asked for by itself", "study", given["study"], fix=LIST))
    if mistakes:
        raise InputError(mistakes)
    is_template = given.get("study") == "template"
    return Request(
        scenario=given.pop("scenario", _SCENARIO_OF_TEMPLATES if is_template else DEFAULT_SCENARIO),
        results_dir=given.pop("results_dir", "results"),
        results=given.pop("results", None),
        multirun=multirun,
        texts={key: given.pop(key) for key in TEXTS if key in given},
        assignments=[(tuple(key.split(".")), text) for key, text in given.items()],
    )


def _sort(argument: str, given: dict[str, str]) -> Mistake | None:
    """Put ``key=value`` into `given`, or say why it may not pass."""
    key, equals, text = argument.partition("=")
    if argument.startswith("-"):
        return _refused_flag(key)
    if not equals:
        is_scenario = argument in scenario_names() or argument.endswith((".yaml", ".yml", ".xlsx"))
        near = f"scenario={visible(argument)}" if is_scenario else ""
        problem = "is not understood: every argument is key=value"
        return _refusal(problem, argument, allowed="key=value", fix="scenario=espoo run=quick", suggestion=near)
    is_ours = key.partition(".")[0] in GROUPS or key in _KEYS
    if not _KEY.fullmatch(key) or not is_ours:
        return _refused_key(key, text)
    if key in given:
        problem = f"is given twice: {visible(given[key][:60])} and {visible(text[:60])}"
        return _refusal(problem, key, text, allowed="each key once", fix="give it once")
    if "${" in text:
        problem = "`${...}` is not accepted: it can read secrets of this machine"
        return _refusal(problem, key, text, fix="write the value")
    if len(text) > _LONGEST_ARGUMENT:
        return _refusal(f"is {len(text)} characters long", key, allowed=f"at most {_LONGEST_ARGUMENT}")
    given[key] = text
    return None


def _refused_flag(flag: str) -> Mistake:
    if flag in _HYDRA_FLAGS:
        problem = "is not accepted: the configuration is always read from the program's own conf folder"
        return _refusal(problem, flag, fix="give your own file with scenario=PATH")
    if flag == "--cfg":
        return _refusal("shows one thing only", flag, fix="--cfg job")
    allowed = "-h/--help, -m/--multirun, --cfg job, --info"
    near = nearest(flag, _FLAGS)
    fix = "" if near else "office-sim --help"
    return _refusal("is not a flag of this program", flag, allowed=allowed, suggestion=near, fix=fix)


def _refused_key(key: str, text: str) -> Mistake:
    bare = key.lstrip("+~")
    if re.match(r"hydra([./@]|$)", bare):
        return _refusal("Hydra itself cannot be configured here, because that can run code", key, text)
    if key != bare:
        fix = f"{visible(bare)}=VALUE" if bare.partition(".")[0] in (*GROUPS, *_KEYS) else "run.seed=VALUE"
        return _refusal(f"begins with {key[0]}, which is not accepted", key, text, allowed="key=value", fix=fix)
    if not re.fullmatch(r"[\w.-]+", key) or re.search(r"(^|\.)_", key):
        return _refusal("is not a key: write names joined by dots", key, text, fix="run.replications=10")
    top, dot, rest = key.partition(".")
    near = nearest(top, _KEYS)
    from sim.config.shapes import homes_of

    homes = homes_of(key.rpartition(".")[2])
    if near and (dot or not homes):
        below = [part for part in rest.split(".") if part]
        near = ".".join([near, *below]) if below or not dot else ""
    else:
        near = next(iter(homes or homes_of(key.rpartition(".")[2], nearly=True)), "")
    return _refusal("is not a key of the configuration", key, text, allowed=", ".join(_KEYS), suggestion=near)


def _refusal(
    problem: str, key: str, text: str = "", *, allowed: str = "", suggestion: str = "", fix: str = ""
) -> Mistake:
    key, value = visible(key[:80]), visible(text[:60])
    return Mistake(
        problem=problem, file="command line", key=key, value=value, allowed=allowed, suggestion=suggestion, fix=fix
    )
