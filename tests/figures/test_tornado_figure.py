"""The tornado hands matplotlib the numbers of its rows, marks guesses in red and pales what may be luck."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.plots import tornado
from sim.report.plots.canvas import VERMILION, png_bytes, svg_bytes
from tests.report.synthetic import NASTY
from tests.report.test_sensitivity_page import row

SCOPE = "Scenario espoo, policy team_led, seed 1: 63 assumptions."


@pytest.fixture(scope="module")
def drawing():
    rows = [
        row("wishes"),
        row("head count", 300.0, source_kind="measured"),
        row("luck", 100.0, p=0.5, difference_low=5.0),
    ]
    return tornado.draw(rows, SCOPE)


def bars(drawing):
    return drawing.figure.axes[0].patches


def test_bars_reach_from_the_answer_as_assumed_to_the_answers_at_both_ends(drawing):
    spans = [(bar.get_x(), bar.get_width()) for bar in bars(drawing)]
    assert spans == [(1390, -200), (1390, 200), (1390, -200), (1390, 200), (1390, 5), (1390, 200)]


def test_limits_are_drawn_around_the_end_of_each_bar(drawing):
    lines = [sorted(line.get_xdata()) for line in drawing.figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert [1180, 1200] in lines and [1580, 1600] in lines


def test_only_guesses_have_a_red_mark(drawing):
    marks = [line for line in drawing.figure.axes[0].lines if line.get_marker() == "D"]
    assert [list(mark.get_ydata()) for mark in marks] == [[0], [2]]
    assert {mark.get_color() for mark in marks} == {VERMILION}


def test_what_may_be_luck_is_pale_and_the_key_says_so(drawing):
    assert [bar.get_facecolor()[3] < 1 for bar in bars(drawing)] == [False] * 4 + [True] * 2
    words = {text.get_text() for text in drawing.figure.legends[0].get_texts()}
    assert "pale: no more than luck" in words


def test_the_title_is_the_answer(drawing):
    assert drawing.title == ("Desks wanted on a busy day: most depends on wishes (400 desks, and it is a guess).")
    assert drawing.name == "tornado_desk_wanted_peak_p95"


def test_the_title_names_the_widest_bar_that_is_no_luck_and_says_where_there_is_none():
    luck = row("luck", 500.0, p=0.5)
    assert tornado.draw([luck, row("wishes")], SCOPE).title == (
        "Desks wanted on a busy day: most depends on wishes (400 desks, and it is a guess)."
    )
    nothing = "Desks wanted on a busy day: no assumption moves it by more than luck."
    assert tornado.draw([luck, row("more luck", p=0.2)], SCOPE).title == nothing
    wide = [row(str(number), 900.0 - number, p=0.5) for number in range(10)]
    assert (
        "depends on wishes" in tornado.draw([*wide, row("wishes")], SCOPE).title
    )  # as the page says, though not drawn


def test_ten_are_drawn_and_nothing_where_nothing_moves():
    assert len(tornado.draw([row(str(number)) for number in range(14)], SCOPE).figure.axes[0].get_yticks()) == 10
    assert tornado.draw([row(swing=0.0)], SCOPE) is None
    assert tornado.draw([], SCOPE) is None


def test_odd_names_are_drawn_as_they_are_written_and_twice_the_same():
    rows = [replace(row(), says=name) for name in NASTY]
    one, two = tornado.draw(rows, SCOPE), tornado.draw(rows, SCOPE)
    assert svg_bytes(one.figure) == svg_bytes(two.figure)
    assert png_bytes(one.figure) == png_bytes(two.figure)
