"""Where the configuration lies: beside the program in a checkout, inside the package when installed from a wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from sim.config.wording import listed_near, nearest, shown

_PROGRAM = Path(__file__).resolve().parent.parent

#: The folders of conf/, which are also the sections of a scenario. A test holds them against the folders and the types.
GROUPS = ("organization", "office", "activities", "behavior", "calendar", "policy", "run", "study", "output")
#: What stands beside the groups at the top of a configuration: words for people.
TEXTS = ("title", "question")


def _folder(name: str) -> Path:
    installed = _PROGRAM / f"_{name}"
    return installed if installed.is_dir() else _PROGRAM.parent / name


CONF = _folder("conf")
SCENARIOS = _folder("scenarios")


@cache
def choices(group: str) -> tuple[str, ...]:
    """Names of the files in a folder of conf/, which are what may stand behind ``group=``."""
    return tuple(sorted(path.stem for path in (CONF / group).glob("*.yaml")))


def choice_problem(group: str, name: object) -> dict[str, Any]:
    """Return what a mistake says of a name behind ``group=`` that is no file of conf/, or nothing where it is one."""
    names = choices(group)
    if isinstance(name, str) and name in names:
        return {}
    near = nearest(str(name), names)
    problem = f"is not a file of conf/{group}"
    return {"problem": problem, "value": shown(name), "allowed": listed_near(str(name), names), "suggestion": near}


@cache
def scenario_names() -> tuple[str, ...]:
    """Names of all scenarios that come with the program, for example ``espoo`` and ``theory/v1``."""
    return tuple(sorted(path.relative_to(SCENARIOS).with_suffix("").as_posix() for path in SCENARIOS.rglob("*.yaml")))


def users_path(given: str) -> Path:
    """Return the path a user typed, with ``~`` as the home folder; an unknown user's ``~name`` stays as it is."""
    return Path(os.path.expanduser(given))  # noqa: PTH111 (Path.expanduser fails for an unknown user)


def first_comment(path: Path) -> str:
    """Return what a configuration file says of itself in its first line, or nothing."""
    with path.open(encoding="utf-8") as file:
        first = file.readline().strip()
    return first.removeprefix("#").strip() if first.startswith("#") else ""
