"""The guard before scenario files, which are data from colleagues: what could run code or read secrets is refused.

A scenario file reaches Hydra only as plain data that has passed here. See SECURITY.md for what was seen without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.config import shapes
from sim.config.findings import MOST_WITH_HINTS
from sim.config.paths import GROUPS, TEXTS, choice_problem
from sim.config.scenario_file import Place, read_text
from sim.config.wording import listed, nearest, shown, visible
from sim.config.yaml_file import Document, KeyPath, parse
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Never across lines: a megabyte of empty lines would be searched from each of them to the end.
_PACKAGE_HEADER = re.compile(r"^[^\S\n]*#[^\S\n]*@package", re.MULTILINE)
_OVERRIDE = re.compile(r"override /([a-z_]+)")


@dataclass(frozen=True, slots=True)
class GivenScenario:
    """A scenario that passed the guard: its name in tables, the files it chooses, its own values and their places.

    Lines that are wrong but not dangerous are left out and stand in `document.mistakes`, so that the rest can be
    checked as well; `unsure` are the groups whose file could not even be guessed.
    """

    name: str
    document: Document
    chosen: dict[str, str] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)


def admit(place: Place) -> GivenScenario:
    """Read a scenario file; raise `InputError` where it cannot be read or holds what could run code or read secrets."""
    text = read_text(place)
    document = parse(text, place.label)
    data = document.data
    harmless, document.mistakes = document.mistakes, []
    if header := _PACKAGE_HEADER.search(text):
        line = text.count("\n", 0, header.start()) + 1
        refusal = "a line `# @package` is not accepted: a scenario may only set its own keys"
        document.mistakes.append(Mistake(problem=refusal, file=place.label, line=line, fix="delete the line"))
    for path, value in _walk(data, ()):
        _refuse_dangerous(document, path, value)
    if not isinstance(data, dict) and not harmless:
        wrong = "is empty" if data is None else "is not a scenario: it holds no keys"
        fix, allowed = "copy scenarios/small_office.yaml and change it", listed(("defaults", *TEXTS, *GROUPS))
        document.mistakes.append(Mistake(problem=wrong, file=place.label, allowed=allowed, fix=fix))
    if document.mistakes or not isinstance(data, dict):
        raise InputError([*harmless, *document.mistakes])
    document.mistakes = harmless
    scenario = GivenScenario(place.name, document)
    _take_sections(scenario, data)
    _take_choices(scenario, data.get("defaults", []))
    return scenario


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
    if any("${" in text for text in (key, value) if isinstance(text, str)):
        problem = "`${...}` is not accepted: it can read secrets of this machine"
        document.blame(path, problem, value=shown(value), allowed="plain text", fix="write the value itself")


def _take_sections(scenario: GivenScenario, data: dict[str, object]) -> None:
    known = ("defaults", *TEXTS, *GROUPS)
    blame = scenario.document.blame
    for path, value in _walk(data, ()):
        if value == "???":
            blame(
                path,
                "is marked as missing (???)",
                value="???",
                allowed="a value",
                fix="write the value, or delete the line",
            )
    for key, value in data.items():
        if key == "policy":
            fix = "put a tuned policy in conf/policy/NAME.yaml and select it: `defaults: [override /policy: NAME]`"
            blame((key,), "a scenario selects a policy, never tunes one", fix=fix)
        elif key not in known:
            near = nearest(key, known) if len(scenario.document.mistakes) < MOST_WITH_HINTS else ""
            blame((key,), "is not a key of a scenario", value=shown(value), allowed=listed(known), suggestion=near)
        elif key in GROUPS and not isinstance(value, dict):
            fix = "delete the line, or write keys below it, indented by two spaces"
            allowed = listed(shapes.root().keys[key].keys)
            blame((key,), "must be a section with keys of its own", value=shown(value), allowed=allowed, fix=fix)
        elif key != "defaults":
            scenario.values[key] = value


def _take_choices(scenario: GivenScenario, defaults: object) -> None:
    blame = scenario.document.blame
    if not isinstance(defaults, list):
        blame(("defaults",), "must be a list of lines `- override /GROUP: NAME`", value=shown(defaults))
        return
    for number, item in enumerate(defaults):
        path = ("defaults", number)
        key, name = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else ("", None)
        found = _OVERRIDE.fullmatch(key)
        group = found[1] if found else ""
        if group not in GROUPS:
            meant = nearest(key.removeprefix("override").strip(" /"), GROUPS)
            scenario.unsure.update({meant} - {""})
            blame(
                path,
                "is not accepted here",
                value=shown(item),
                allowed="override /GROUP: NAME, with GROUP one of " + ", ".join(GROUPS),
                suggestion=f"override /{meant}" if meant else "",
                fix="- override /policy: free_choice",
            )
        elif group in scenario.chosen or group in scenario.unsure:
            blame(path, f"chooses {group} a second time", value=shown(item), allowed="each once", fix="delete the line")
        else:
            problem = choice_problem(group, name)
            if problem:
                blame(path, **problem)
            scenario.document.entries.setdefault((group,), scenario.document.entries[path])
            if guess := problem.get("suggestion", str(name)):
                scenario.chosen[group] = guess
            else:
                scenario.unsure.add(group)
