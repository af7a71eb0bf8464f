"""The figures of the study `size` hand matplotlib the numbers of its answer, and leave small sites out."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.report.plots import desks_by_service_level, rules_of_thumb
from sim.report.plots.canvas import drawing_style, png_bytes, svg_bytes
from sim.report.sizing import Need, Sizing, Thumb
from sim.stats.interval import UNKNOWN, Interval
from tests.report.synthetic import NASTY

SCOPE = "Scenario espoo, policy team_led. 20 of 20 replications of 253 workdays, seed 20270104."


def sizing(names, **changes):
    sites = [
        Need(
            resource="desk", site_id=f"S{number:02d}", current=40 + 10 * number, eur_each=2900.0, m2_each=10.0,
            needed=Interval(45.0 + 9 * number, 42.0 + 9 * number, 49.0 + 9 * number),
        )
        for number in range(len(names))
    ]  # fmt: skip
    rules = {"ratio": 0.9, "binomial": 0.75, "normal": 0.76, "simulated": 1}
    values = {
        "service_kind": "days",
        "days": "all",
        "level": 0.95,
        "names": {f"S{number:02d}": name for number, name in enumerate(names)},
        "people": {f"S{number:02d}": 100 for number in range(len(names))},
        "sites": sites,
        "levels": {
            site.site_id: {0.8: Interval(site.needed.estimate - 9, None, None), 0.95: site.needed, 0.98: UNKNOWN}
            for site in sites
        },
        "thumbs": [
            Thumb(
                resource="desk", site_id=site.site_id, rule=rule, needed=round(share * site.needed.estimate),
                why=lambda _: "so",
            )
            for site in sites
            for rule, share in rules.items()
        ],
    }  # fmt: skip
    return Sizing(**(values | changes))


@pytest.fixture(scope="module")
def city():
    return sizing(["Leppävaara", "Tapiola", "Olari"])


def marks(drawing, marker):
    return [line for line in drawing.figure.axes[0].lines if line.get_marker() == marker]


def test_service_levels_are_drawn_in_per_cent_of_the_desks_of_today(city):
    drawing = desks_by_service_level.draw(city, SCOPE)
    asked = [float(line.get_xdata()[0]) for line in marks(drawing, "D")]
    expected = [100 * site.needed.estimate / site.current for site in reversed(city.sites)]
    np.testing.assert_allclose(asked, expected)
    assert len(marks(drawing, "o")) == 3  # the level nobody can tell has no mark
    assert drawing.title == "For 95 % of days 3 sites need 162 desks, and 150 exist."
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert labels == ["Olari", "Tapiola", "Leppävaara"]


def test_rules_are_drawn_in_per_cent_of_the_number_simulated(city):
    drawing = rules_of_thumb.draw(city, SCOPE)
    squares = [float(line.get_xdata()[0]) for line in marks(drawing, "s")]
    np.testing.assert_allclose(squares, 90, atol=2)
    assert "counting people as independent gives 25 % too few" in drawing.title.lower()
    assert "desks simulated" in drawing.figure.axes[0].get_xlabel()


def test_rooms_are_summed_over_sizes_where_the_study_has_no_desks(city):
    rules = {1: (4, 6), 4: (2, 2), 8: (3, None)}  # Erlang and simulated
    thumbs = [
        Thumb(resource="room", site_id="S00", seats=seats, rule=rule, needed=needed, why=lambda _: "so")
        for seats, pair in rules.items()
        for rule, needed in zip(("erlang_b", "simulated"), pair, strict=True)
    ]
    drawing = rules_of_thumb.draw(sizing(["Olari"], sites=[], thumbs=thumbs), SCOPE)
    assert [float(line.get_xdata()[0]) for line in marks(drawing, "^")] == [75]
    assert drawing.title == "Erlang's formula gives 25 % too few (rooms, 1 site)."


@pytest.mark.parametrize("figure", [desks_by_service_level, rules_of_thumb])
def test_hidden_sites_are_not_drawn_and_nothing_is_drawn_without_any(city, figure):
    drawing = figure.draw(city, SCOPE, frozenset({"S01"}))
    assert "Tapiola" not in {label.get_text() for label in drawing.figure.axes[0].get_yticklabels()}
    assert figure.draw(city, SCOPE, frozenset({"S00", "S01", "S02"})) is None


@pytest.mark.parametrize("figure", [desks_by_service_level, rules_of_thumb])
def test_nasty_names_stay_on_the_sheet_and_the_bytes_are_the_same_twice(figure):
    nasty = sizing([*NASTY, "Last"])
    drawing, again = figure.draw(nasty, SCOPE), figure.draw(nasty, SCOPE)
    assert svg_bytes(drawing.figure) == svg_bytes(again.figure)
    assert png_bytes(drawing.figure) == png_bytes(again.figure)
    with drawing_style():
        drawing.figure.set_dpi(144)
        canvas = FigureCanvasAgg(drawing.figure)
        canvas.draw()
        boxes = [text.get_window_extent(canvas.get_renderer()) for text in drawing.figure.texts]
        boxes += [axes.get_tightbbox(canvas.get_renderer()) for axes in drawing.figure.axes]
        width = drawing.figure.bbox.width
    assert all(box.x0 >= -1 and box.x1 <= width + 1 for box in boxes)
