"""Every figure in Finnish: the numbers of the English one, and none of its words or of its way to write numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.report.compared import Compared
from sim.report.evidence import gather
from sim.report.language import ENGLISH, language
from sim.report.plots import (
    closing_ladder,
    desks_by_service_level,
    frontier,
    rules_in_rooms,
    rules_of_thumb,
    shared_day_moves,
    tornado,
    winners_and_losers,
)
from sim.report.plots.canvas import Drawing, drawing_style, svg_bytes, wrapped
from sim.report.plots.gallery import draw_all
from sim.report.plots.spoken import spoken_ticks
from tests.figures import test_compare_figures as comparing
from tests.figures import test_size_figures as sizing
from tests.report import test_close_in_finnish as closing
from tests.report import test_room_rules_in_finnish as ruling
from tests.report.synthetic import make_facts, make_tables
from tests.report.test_finnish_pages import ENGLISH as ENGLISH_WORD
from tests.report.test_sensitivity_page import row

FINNISH = language("fi")
NO_BREAK = "\u00a0"
#: Times of day and dates, which Finnish writes with points.
CLOCK = re.compile(r"\b\d{1,2}\.(\d\d\b|\d{1,2}\.(\d{4})?)")


def of_project(code, **changes):
    """Draw all figures of study=project."""
    options = {"sites": 10, "replications": 4, "days": 120, "people": 2500, "rooms": True} | changes
    facts = make_facts(language=code, replications_planned=4, replications_done=options["replications"])
    return draw_all(gather(make_tables(**options), facts))


def of_comparison(code, *policies, **changes):
    evidence = comparing.compared(*policies, **changes)
    evidence = replace(evidence, scopes={"fi": "Tapaus espoo."})
    assert isinstance(evidence, Compared)
    with drawing_style():
        return [figure.draw(evidence, language(code)) for figure in (frontier, winners_and_losers)]


def of_size(code, figure, scope, **changes):
    return [figure.draw(sizing.sizing(["Leppävaara", "Tapiola"], **changes), scope, frozenset(), language(code))]


def _of_sensitivity(code, *rows):
    return [tornado.draw(rows, "", language(code))]


def _of_closing(code, *rows):
    return [closing_ladder.draw(rows, "", language(code))]


def _of_rules(code, *rows):
    says = {one.rule: language(code).say(f"roomrule.{one.rule}") for one in rows}
    return [rules_in_rooms.draw(rows, says, "", language(code))]


def _of_moves(code, freed):
    return [shared_day_moves.draw(ruling.moved(freed), ruling.PLACES.names, make_facts(language=code))]


BASE, LEAN, CLOSE = comparing.BASE, comparing.LEAN, comparing.CLOSE
UNSURE = replace(LEAN, leaner_than=("anchor_days",))
BOTH = comparing.policy(
    "team_days", 250, 0.6, leaner_than=("team_led", "free_choice"), closer_than=("team_led", "free_choice")
)
MANY = [comparing.policy(f"p{number}", 300 + number, 0.5) for number in range(5)]
ROOM_THUMBS = [
    sizing.Thumb(resource="room", site_id="S00", seats=seats, rule=rule, needed=needed, why=lambda _: "so")
    for seats in (4, 8)
    for rule, needed in (("erlang_b", 3), ("simulated", 4))
]
FIGURES = {
    "a city": (of_project, (), {}),
    "a few weeks": (of_project, (), {"days": 30}),
    "one small site": (of_project, (), {"sites": 1, "replications": 1, "days": 20, "people": 120, "desks_each": [60]}),
    "many sites": (of_project, (), {"sites": 22, "days": 60}),
    "small sites": (of_project, (), {"sites": 4, "sizes": [400, 200, 3, 30]}),
    "several years": (of_project, (), {"sites": 2, "replications": 2, "days": 600, "people": 200}),
    "three policies": (of_comparison, (BASE, LEAN, CLOSE), {}),
    "goals": (of_comparison, (BASE, LEAN), {"goals": {"copresence_share": 0.6, "desk_wanted_peak_p95": 250}}),
    "another baseline": (of_comparison, (BASE, UNSURE, CLOSE), {"status_quo": False}),
    "one policy has both": (of_comparison, (BASE, LEAN, BOTH), {}),
    "not to be told apart": (of_comparison, MANY, {}),
    "desks by level": (of_size, (desks_by_service_level, ""), {}),
    "rules of thumb": (of_size, (rules_of_thumb, ""), {}),
    "rules of thumb for rooms": (of_size, (rules_of_thumb, ""), {"sites": [], "thumbs": ROOM_THUMBS}),
    "what matters": (_of_sensitivity, (row("toiveet"), row("ihmiset", 300.0, p=0.5)), {}),
    "nothing matters": (_of_sensitivity, (row("toiveet", p=0.5),), {}),
    "something to close": (_of_closing, (closing.TODAY, closing.ONE, closing.MORE, closing.BEYOND), {}),
    "nothing to close": (_of_closing, (closing.TODAY, closing.BEYOND), {}),
    "rules for rooms": (_of_rules, (ruling.LOWERS, ruling.DOZEN, ruling.LUCK), {}),
    "no rule for rooms": (_of_rules, (ruling.LUCK, ruling.ALSO_LUCK), {}),
    "days to move": (_of_moves, (3.0,), {}),
    "days not to move": (_of_moves, (0.0,), {}),
}


class Read(NamedTuple):
    """A figure that has been drawn once, with all that is written in it and beside it, ticks too."""

    drawing: Drawing
    texts: list[str]


def read(drawing):
    svg_bytes(drawing.figure)
    with drawing_style():
        found = [text.get_text() for text in drawing.figure.findobj(Text) if text.get_visible()]
    return Read(drawing, [*filter(None, found), drawing.title, drawing.reading, drawing.alternative])


@pytest.fixture(scope="module", params=FIGURES)
def drawn(request):
    draw, arguments, options = FIGURES[request.param]
    english, finnish = (
        [read(drawing) for drawing in draw(code, *arguments, **options) if drawing is not None] for code in ("en", "fi")
    )
    assert [one.drawing.name for one in english] == [one.drawing.name for one in finnish] != []
    return list(zip(english, finnish, strict=True))


def test_no_english_word_is_in_a_finnish_figure(drawn):
    for english, finnish in drawn:
        assert any(ENGLISH_WORD.search(text) for text in english.texts)
        for text in finnish.texts:
            assert not ENGLISH_WORD.search(text), (finnish.drawing.name, text)


def test_no_number_of_a_finnish_figure_is_written_as_in_english(drawn):
    for _, finnish in drawn:
        for text in finnish.texts:
            bare = CLOCK.sub("", text)
            assert not re.search(r"\d\.\d|\d,\d\d\d|\{|\}", bare), (finnish.drawing.name, text)


def test_the_words_beside_a_figure_have_the_same_numbers_in_both_languages(drawn):
    for english, finnish in ((one.drawing, other.drawing) for one, other in drawn):
        for ours, theirs in ((english.title, finnish.title), (english.reading, finnish.reading)):
            assert ours != theirs
            if english.name != "room_day_plan":  # whose date has zeros in English
                assert sorted(re.findall(r"[1-9]", ours)) == sorted(re.findall(r"[1-9]", theirs)), (ours, theirs)


def test_nothing_of_a_finnish_figure_is_cut_off_in_either_format(drawn):
    for finnish in (other.drawing for _, other in drawn):
        with drawing_style():
            finnish.figure.set_dpi(144)  # that of the PNG
            canvas = FigureCanvasAgg(finnish.figure)
            canvas.draw()
            boxes = [text.get_window_extent(canvas.get_renderer()) for text in finnish.figure.texts]
            boxes += [legend.get_window_extent(canvas.get_renderer()) for legend in finnish.figure.legends]
            plots = [axes for axes in finnish.figure.axes if axes.get_visible()]
            boxes += [axes.get_tightbbox(canvas.get_renderer()) for axes in plots]
        width = finnish.figure.bbox.width
        assert not [box for box in boxes if box.x0 < -2 or box.x1 > width + 2], finnish.name


@pytest.mark.parametrize(
    ("limits", "english", "finnish"),
    [
        ((0, 2000), ["0", "1000", "2000"], ["0", f"1{NO_BREAK}000", f"2{NO_BREAK}000"]),
        ((-1, 1), ["\u22121", "0", "1"], ["\u22121", "0", "1"]),
        ((0, 0.002), ["0.000", "0.001", "0.002"], ["0,000", "0,001", "0,002"]),
    ],
)
def test_ticks_have_the_signs_of_the_language(limits, english, finnish):
    for speaks, expected in ((ENGLISH, english), (FINNISH, finnish)):
        axes = Figure().add_subplot()
        axes.set_xlim(limits)
        axes.set_xticks([limits[0], sum(limits) / 2, limits[1]])
        spoken_ticks(axes, speaks, "x")
        axes.figure.canvas.draw()
        assert [label.get_text() for label in axes.get_xticklabels()] == expected


def test_a_line_breaks_neither_within_a_number_nor_before_its_percent_sign():
    for start in range(60):
        text = f"{'a' * start} {'niitä on ' * 8}1{NO_BREAK}394, ja niistä 97{NO_BREAK}% on täynnä."
        lines = wrapped(text, 11, bold=True).split("\n")
        assert any(f"1{NO_BREAK}394," in line for line in lines)
        assert any("97 %" in line for line in lines)


def test_an_english_figure_is_the_one_without_a_language():
    with drawing_style():
        one, two = frontier.draw(comparing.compared(BASE, LEAN)), frontier.draw(comparing.compared(BASE, LEAN), ENGLISH)
    assert svg_bytes(one.figure) == svg_bytes(two.figure)
