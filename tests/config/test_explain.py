"""Sections of several kinds inside a mapping, and sections that may be left out, are explained like any other."""

from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from pydantic import Discriminator, TypeAdapter, ValidationError

from sim.config.explain import explained
from sim.config.shapes import shape_of, walk
from sim.quantities import Count, Id, Settings


@dataclass(frozen=True, kw_only=True)
class Norm(Settings):
    days: Count


@dataclass(frozen=True, kw_only=True)
class Meeting(Settings):
    kind: Literal["meeting"] = "meeting"
    people: Count
    norm: Norm | None = None


@dataclass(frozen=True, kw_only=True)
class Call(Settings):
    kind: Literal["call"] = "call"
    minutes: Count | None = None


@dataclass(frozen=True, kw_only=True)
class Top(Settings):
    activities: dict[Id, Annotated[Meeting | Call, Discriminator("kind")]]
    norm: Norm | None = None


def mistake(**config):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Top).validate_python({"activities": {}, **config})
    (found,) = explained(caught.value, [], shape_of(Top))
    return found


def test_an_unknown_kind_is_answered_with_the_kinds_and_the_nearest():
    found = mistake(activities={"weekly": {"kind": "meting", "people": 3}})
    assert (found.key, found.value, found.problem) == ("activities.weekly.kind", "meting", "is not a known kind")
    assert (found.allowed, found.suggestion) == ("meeting, call", "meeting")


def test_a_missing_kind_is_missing():
    found = mistake(activities={"weekly": {"people": 3}})
    assert (found.key, found.problem, found.allowed) == ("activities.weekly.kind", "is missing", "meeting, call")


@pytest.mark.parametrize("value", [3, None, "meeting", []])
def test_something_else_where_a_section_of_several_kinds_stands_is_named(value):
    found = mistake(activities={"weekly": value})
    assert (found.key, found.allowed) == ("activities.weekly", "a section with a kind: meeting, call")


def test_a_key_inside_a_kind_has_no_kind_in_its_name():
    found = mistake(activities={"weekly": {"kind": "meeting", "people": 3, "nrom": {"days": 2}}})
    assert (found.key, found.suggestion) == ("activities.weekly.nrom", "norm")
    assert found.problem == "is not a key of activities.weekly"
    found = mistake(activities={"weekly": {"kind": "meeting", "people": -3}})
    assert (found.key, found.allowed) == ("activities.weekly.people", "a whole number from 0 to 1,000,000")
    assert mistake(activities={"weekly": {"kind": "meeting"}}).key == "activities.weekly.people"


def test_an_activity_may_have_the_name_of_a_kind():
    assert mistake(activities={"meeting": {"kind": "meeting", "people": -3}}).key == "activities.meeting.people"


def test_what_may_be_left_out_is_explained_like_what_may_not():
    assert mistake(norm={"days": 2, "dayz": 1}).suggestion == "days"
    assert mistake(norm=[1]).allowed == "a section with the keys days"
    found = mistake(activities={"weekly": {"kind": "meeting", "people": 3, "norm": {"days": "2"}}})
    assert (found.key, found.suggestion) == ("activities.weekly.norm.days", "2")
    assert mistake(activities={"c": {"kind": "call", "minutes": "x"}}).allowed == "a whole number from 0 to 1,000,000"


def test_every_key_below_has_a_shape():
    places = {".".join(map(str, path)) for path, _ in walk(shape_of(Top))}
    assert {"activities.ID.people", "activities.ID.minutes", "activities.ID.norm.days", "norm.days"} <= places
