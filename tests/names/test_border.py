"""At the border: a name is refused with one readable page, or taken exactly as it is; an id is letters and digits."""

from __future__ import annotations

import re

import pytest

from sim.config import load
from sim.config.page import render
from sim.errors import InputError
from tests.names.corpus import REFUSED, SHOWN

#: Where people write names of their own.
NAMES = {
    "title": "title: {}",
    "organization.name": "organization: {{name: {}}}",
    "organization.units.U1.name": "organization: {{units: {{U1: {{name: {}}}}}}}",
    "office.name": "office: {{name: {}}}",
    "office.sites.S1.name": "office: {{sites: {{S1: {{name: {}}}}}}}",
}
#: Where an id stands; those that differ from plain ones are refused, whatever they are.
IDS = {
    "organization.units": "organization: {{units: {{{}: {{name: A unit}}}}}}",
    "organization.teams": "organization: {{teams: {{{}: {{unit_id: U1, site_id: S1, zone_id: S1-north, size: 5}}}}}}",
    "office.sites": "office: {{sites: {{{}: {{name: A site, opens_at: 08:00, closes_at: 16:00}}}}}}",
    "office.zones": "office: {{zones: {{{}: {{site_id: S1, desks: 5}}}}}}",
    "office.rooms": "office: {{rooms: {{{}: {{site_id: S1, seats: 4}}}}}}",
    "activities": "activities: {{{}: {{kind: call}}}}",
}
REASONS = (
    "an id: a letter, then letters a-z, digits, _ or -", "cannot be read as YAML", "it can read secrets of this machine"
)  # fmt: skip
HEAD = "defaults:\n  - override /organization: small_office\n  - override /office: small_office\n"


@pytest.fixture
def read(tmp_path):
    """Return the scenario of a text, or the page that refuses it."""

    def scenario_or_page(text):
        path = tmp_path / "scenario.yaml"
        path.write_text(HEAD + text + "\n", encoding="utf-8")
        try:
            return load(str(path)).scenario, ""
        except InputError as error:
            return None, render(error.mistakes)

    return scenario_or_page


def quoted(text):
    """Write a text in YAML's double quotes, every sign that is not plain as an escape."""
    plain = (sign if " " <= sign <= "~" and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in text)
    return f'"{"".join(plain)}"'


def value_at(scenario, path):
    found = scenario
    for part in path.split("."):
        found = found[part] if isinstance(found, dict) else getattr(found, part)
    return found


def readable(page):
    return all(line.isprintable() for line in page.split("\n"))


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_a_readable_name_is_taken_as_it_is(read, text):
    for path, written in NAMES.items():
        scenario, page = read(written.format(quoted(text)))
        assert page == ""
        assert value_at(scenario, path) == text


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_name_with_something_nobody_sees_is_refused(read, text):
    for path, written in NAMES.items():
        _, page = read(written.format(quoted(text)))
        assert readable(page)
        assert path in page or "cannot be read as YAML" in page


@pytest.mark.parametrize("text", [*SHOWN.values(), *REFUSED.values()], ids=[*SHOWN, *REFUSED])
def test_an_id_is_plain_or_refused(read, text):
    for written in IDS.values():
        _, page = read(written.format(quoted(text)))
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,39}", text):
            assert "not an id" not in page
        else:
            assert readable(page)
            assert any(words in page for words in REASONS)


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\0b", "a\u202eb", "a\u200bb", "a\udcffb"])
def test_a_question_may_take_several_lines_but_hides_nothing(read, text):
    scenario, _ = read("question: |\n  Enough desks?\n  And rooms: {{7*7}} <b>?")
    assert scenario.question.startswith("Enough desks?\nAnd rooms")
    _, page = read(f"question: {quoted(text)}")
    assert readable(page)
    assert "question" in page


def test_a_question_is_no_book(read):
    assert read("question: " + "x" * 500)[1] == ""
    assert "is 501 characters long" in read("question: " + "x" * 501)[1]


def test_two_codings_of_one_name_are_one_name(read):
    pair = 'organization: {units: {U1: {name: "H\\u00e4mäläinen office"}, U2: {name: "Ha\\u0308mäläinen office"}}}'
    assert "looks the same as the name of organization.units.U" in read(pair)[1]
