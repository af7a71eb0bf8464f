"""What is said of arguments that may not pass the front door."""

from __future__ import annotations

import re

from sim.config.paths import GROUPS, TEXTS, scenario_names
from sim.config.wording import nearest, visible
from sim.errors import Mistake

_FLAGS = ("--help", "--multirun", "--cfg", "--info")
_KEYS = ("scenario", "results_dir", *TEXTS, *GROUPS)
_HYDRA_FLAGS = ("--config-dir", "--config-path", "--config-name", "--package", "-cd", "-cp", "-cn", "-p")


def refused_flag(flag: str) -> Mistake:
    """Say why a flag is not accepted."""
    if flag in _HYDRA_FLAGS:
        problem = "is not accepted: the configuration is always read from the program's own conf folder"
        return _mistake(problem, flag, fix="give your own file with scenario=PATH")
    if flag == "--cfg":
        return _mistake("shows one thing only", flag, fix="--cfg job")
    near = nearest(flag, _FLAGS)
    return _mistake(
        "is not a flag of this program", flag, allowed="-h/--help, -m/--multirun, --cfg job, --info", near=near
    )


def refused_word(word: str) -> Mistake:
    """Say why an argument without an equals sign is not accepted."""
    is_scenario = word in scenario_names() or word.endswith((".yaml", ".yml"))
    near = f"scenario={visible(word)}" if is_scenario else ""
    return _mistake("is not understood: every argument is key=value", word, fix="scenario=espoo run=quick", near=near)


def refused_key(key: str, text: str) -> Mistake:
    """Say why a key is not accepted, with the key that was probably meant."""
    value = visible(text[:60])
    bare = key.lstrip("+~")
    if bare == "hydra" or bare.startswith(("hydra.", "hydra/", "hydra@")):
        return _mistake("Hydra itself cannot be configured here, because that can run code", key, value)
    if key != bare:
        return _mistake(f"begins with {key[0]}, which is not accepted", key, value, fix=f"{visible(bare)}=VALUE")
    if not re.fullmatch(r"[\w.-]+", key) or re.search(r"(^|\.)_", key):
        return _mistake("is not a key: write names joined by dots", key, value, fix="run.replications=10")
    return _mistake("is not a key of the configuration", key, value, allowed=", ".join(_KEYS), near=_near(key))


def _near(key: str) -> str:
    top, dot, rest = key.partition(".")
    guess = nearest(top, _KEYS)
    if guess:
        return f"{guess}{dot}{rest}"
    from sim.config.shapes import homes_of

    homes = homes_of(key.rpartition(".")[2], nearly=True)
    return homes[0] if homes else ""


def _mistake(problem: str, key: str, value: str = "", *, allowed: str = "", near: str = "", fix: str = "") -> Mistake:
    return Mistake(
        problem=problem,
        file="command line",
        key=visible(key[:80]),
        value=value,
        allowed=allowed,
        suggestion=near,
        fix=fix,
    )
