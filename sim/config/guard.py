"""The guard before scenario files, which are data from colleagues: what could run code or read secrets is refused.

A scenario file reaches Hydra only as plain data that has passed here. See SECURITY.md for what was seen without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.config.paths import GROUPS, TEXTS, choices
from sim.config.scenario_file import Place, read_text
from sim.config.wording import listed, nearest, shown, visible
from sim.config.yaml_file import Document, KeyPath, parse
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE_HEADER = re.compile(r"^\s*#\s*@package", re.MULTILINE)
_OVERRIDE = re.compile(r"override /([a-z_]+)")
_PLAIN_NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class GivenScenario:
    """A scenario that passed the guard: its name in tables, the files it chooses, its own values and their places."""

    name: str
    document: Document
    chosen: dict[str, str]
    values: dict[str, object]


def admit(place: Place) -> GivenScenario:
    """Read a scenario file and let it pass, or raise `InputError` with all that is wrong with it."""
    text = read_text(place)
    document = parse(text, place.label)
    header = _PACKAGE_HEADER.search(text)
    if header:
        line = text.count("\n", 0, header.start()) + 1 + header[0].count("\n")
        refusal = "a line `# @package` is not accepted: a scenario may only set its own keys"
        document.mistakes.append(Mistake(problem=refusal, file=place.label, line=line, fix="delete the line"))
    data = document.data
    chosen: dict[str, str] = {}
    if isinstance(data, dict):
        for path, value in _walk(data, ()):
            _refuse_dangerous(document, path, value)
        _check_sections(document, data)
        chosen = _chosen(document, data.get("defaults", []))
    elif not document.mistakes:
        wrong = "is empty" if data is None else "is not a scenario: it holds no keys"
        fix = "copy scenarios/small_office.yaml and change it"
        document.mistakes.append(Mistake(problem=wrong, file=place.label, fix=fix))
    if document.mistakes or not isinstance(data, dict):
        raise InputError(document.mistakes)
    return GivenScenario(place.name, document, chosen, {key: value for key, value in data.items() if key != "defaults"})


def _walk(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number))


def _refuse_dangerous(document: Document, path: KeyPath, value: object) -> None:
    key = path[-1] if path else ""
    if isinstance(key, str):
        if key == "hydra" or key.startswith(("hydra.", "hydra/")):
            document.blame(path, "a scenario may not configure Hydra, because that can run code")
        elif re.fullmatch(r"_.*_", key):
            document.blame(path, f"the key {visible(key)} is not accepted: keys of this form can run code")
    written = [text for text in (key, value) if isinstance(text, str)]
    if any("${" in text for text in written):
        fix = "write the value itself"
        document.blame(
            path, "`${...}` is not accepted: it can read secrets of this machine", value=shown(value), fix=fix
        )
    elif value == "???":
        document.blame(path, "is marked as missing (???)", fix="write the value")


def _check_sections(document: Document, data: dict[str, object]) -> None:
    known = ("defaults", *TEXTS, *GROUPS)
    for key, value in data.items():
        if key == "policy":
            document.blame(
                ("policy",),
                "a scenario selects a policy, never tunes one",
                fix="put a tuned policy in conf/policy/NAME.yaml and select it: `defaults: [override /policy: NAME]`",
            )
        elif key == "hydra" or re.fullmatch(r"_.*_", key):
            continue  # said already
        elif key not in known:
            document.blame((key,), "is not a key of a scenario", allowed=listed(known), suggestion=nearest(key, known))
        elif key in GROUPS and not isinstance(value, dict):
            document.blame((key,), "must be a section with keys of its own", value=shown(value))


def _chosen(document: Document, defaults: object) -> dict[str, str]:
    chosen: dict[str, str] = {}
    if not isinstance(defaults, list):
        document.blame(("defaults",), "must be a list of lines `- override /GROUP: NAME`", value=shown(defaults))
        return chosen
    for number, item in enumerate(defaults):
        path = ("defaults", number)
        pair = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else ("", None)
        found = _OVERRIDE.fullmatch(pair[0])
        if found is None or found[1] not in GROUPS:
            document.blame(
                path,
                "is not accepted here",
                value=shown(item),
                allowed="override /GROUP: NAME, with GROUP one of " + ", ".join(GROUPS),
                suggestion=_nearest_override(pair[0]),
                fix="- override /policy: free_choice",
            )
        elif found[1] in chosen:
            document.blame(path, f"chooses {found[1]} a second time", value=shown(item))
        else:
            chosen[found[1]] = str(pair[1])
            _check_choice(document, path, found[1], pair[1])
    return chosen


def _nearest_override(key: str) -> str:
    group = nearest(key.removeprefix("override").strip(" /"), GROUPS)
    return f"override /{group}" if group else ""


def _check_choice(document: Document, path: KeyPath, group: str, name: object) -> None:
    if isinstance(name, str) and _PLAIN_NAME.fullmatch(name) and name in choices(group):
        return
    document.blame(
        path,
        f"is not a file of conf/{group}",
        value=shown(name),
        allowed=listed(choices(group)),
        suggestion=nearest(str(name), choices(group)),
    )
