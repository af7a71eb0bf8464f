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


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_may_end_in_a_sign_that_only_yaml_takes_for_an_end(sign):
    (mistake,) = parse(f"a: x{sign}b: [1{sign}c: 2\n", "x.yaml").mistakes
    assert mistake.problem.startswith("cannot be read as YAML")
    (mistake,) = parse(f"a: x{sign}{sign}{sign}b: &c 1\n", "x.yaml").mistakes
    assert (mistake.line, mistake.value) == (4, "b: &c 1")


@pytest.mark.parametrize("text", ["08", "09", "0900", "-08"])
def test_digits_behind_a_zero_are_text_and_no_decimal_number(text):
    assert value(text) == text
