"""Numbers and names in words."""

from sim.report.words import (
    count,
    legible,
    level_text,
    listed,
    people_a_day,
    percent,
    printable,
    short_labels,
    signed,
    span,
)
from sim.stats.interval import Interval


def test_numbers_are_written_as_planners_write_them():
    assert count(1312.4) == "1,312"
    assert count(-3) == "−3"
    assert [percent(x) for x in (0.05, 0.004, 0.0001, 0.996, 1.0, 1.003, 1.05, 0.0)] == [
        "5 %", "0.4 %", "under 0.1 %", "99.6 %", "100 %", "100.3 %", "105 %", "0 %",
    ]  # fmt: skip
    assert [people_a_day(x) for x in (0, 0.01, 3.24, 19.96, 41.2)] == ["0", "under 0.1", "3.2", "20", "41"]
    assert [level_text(x) for x in (0.95, 0.975, 0.999)] == ["95 %", "97.5 %", "99.9 %"]
    assert span(Interval(0.08, 0.07, 0.09), percent) == "7 to 9 %"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_differences_are_written_with_their_sign():
    assert [signed(x) for x in (12.4, -1312.0, 0.4, -0.4)] == ["+12", "−1,312", "0", "0"]


def test_names_stay_printable_and_apart():
    assert printable("Tapiola, 2\u00a0%\n") == "Tapiola, 2\u00a0%\ufffd"
    assert legible("a\nb\x07\ud800") == "a b\ufffd\ufffd"
    assert legible("  ") == "(no name)"
    labels = short_labels({"1": "N" * 80, "2": "N" * 81}, 20)
    assert len(set(labels.values())) == 2
    assert all(len(label) <= 20 for label in labels.values())
