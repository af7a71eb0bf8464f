"""The JSON Schema of scenario files, with which an editor completes keys and marks mistakes while they are typed.

Made from the domain types. A scenario file may leave out anything, because conf/ fills it in; so nothing is required.
"""

from __future__ import annotations

from typing import Any

from sim.config import paths, shapes
from sim.config.validate import adapter

_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_TIME = {"anyOf": [{"type": "string", "pattern": r"^\d{1,2}[:.]\d{2}$"}, {"type": "integer", "maximum": 1440}]}
_WEEKDAY = {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1, "maximum": 5}]}


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file."""
    schema = adapter().json_schema()
    sections = {shape.owner: shape for _, shape in shapes.walk(shapes.root()) if shape.kind == "section"}
    definitions = schema.pop("$defs")
    for policy in shapes.root().keys["policy"].keys.values():
        del definitions[policy.owner]  # a scenario selects a policy and never holds one
    for name, definition in definitions.items():
        _name_limits(definition)
        _describe(definition, sections[name])
    _describe(schema, shapes.root())
    for key in ("executor", "scheduler"):
        del definitions["Run"]["properties"][key]  # nor a cluster
    schema["properties"].pop("policy")
    schema["properties"] = {"defaults": _defaults(), **schema["properties"]}
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "office-sim scenario"}
    return {**title, **{key: value for key, value in schema.items() if key != "title"}, "$defs": definitions}


def _name_limits(part: object) -> None:
    """Give limits the names that JSON Schema has for them; pydantic keeps its own where a value is parsed first."""
    if isinstance(part, dict):
        for own, name in _LIMITS.items():
            if own in part and not isinstance(part[own], dict):
                limit = part.pop(own)
                part.update({} if isinstance(limit, str) else {name: limit})  # dates have no limits in JSON Schema
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _name_limits(inner)


def _describe(definition: dict[str, Any], section: shapes.Shape) -> None:
    """Say in our words what may stand at each key, and let times and weekdays be written as people write them."""
    definition.pop("required", None)
    for key, found in definition["properties"].items():
        shape = section.keys[key]
        if shape.is_time:
            definition["properties"][key] = {**_TIME, "description": shape.allowed}
            continue
        if shape.each is not None and shape.each.allowed.startswith("a weekday"):
            found["items"] = _WEEKDAY
        found.pop("title", None)
        definition["properties"][key] = {**found, "description": shape.allowed}


def _defaults() -> dict[str, Any]:
    lines = [
        {
            "type": "object",
            "properties": {f"override /{group}": {"enum": list(paths.choices(group))}},
            "required": [f"override /{group}"],
            "additionalProperties": False,
        }
        for group in paths.GROUPS
    ]
    return {"type": "array", "description": "which file of conf/ is used for each section", "items": {"anyOf": lines}}
