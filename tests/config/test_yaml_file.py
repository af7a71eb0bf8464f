"""YAML is read as what it looks like, and remembers where everything stands."""

import pytest

from sim.config.yaml_file import Entry, parse


def value(text):
    document = parse(f"a: {text}\n", "x.yaml")
    assert document.mistakes == []
    return document.data["a"]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("12", 12), ("-3", -3), ("0", 0), ("0.5", 0.5), (".5", 0.5), ("1e3", 1000.0), ("true", True), ("off", False),
        ("", None), ("~", None), ("'12'", "12"), ("2027-01-04", "2027-01-04"), ("08:00", "08:00"), ("10:30", "10:30"),
        ("'NO'", "NO"), ("[1, b]", [1, "b"]), ("{b: {c: 1}}", {"b": {"c": 1}}), ("näin", "näin"),
    ],
)  # fmt: skip
def test_a_value_is_what_it_looks_like(text, meaning):
    assert value(text) == meaning
    assert type(value(text)) is type(meaning)


@pytest.mark.parametrize("text", ["010", "0x1F", "1_000", ".inf", ".nan", "0b1", "-.inf"])
def test_a_number_that_is_not_what_it_looks_like_is_refused(text):
    (mistake,) = parse(f"a: {text}\n", "x.yaml").mistakes
    assert (mistake.key, mistake.value, mistake.line) == ("a", text, 1)
    assert "plain number" in mistake.problem


def test_lines_and_comments_are_remembered():
    entries = parse("# file\na:\n  b: 1  # why\n  c: [1, 2]   # list\n  d: {e: 5}\n  f: 'x # y'\n", "x.yaml").entries
    assert entries["a", "b"] == Entry(3, "why")
    assert entries["a", "c"] == Entry(4, "list")
    assert entries["a", "c", 1] == Entry(4, "")
    assert entries["a", "d", "e"] == Entry(5, "")
    assert entries["a", "f"] == Entry(6, "")
