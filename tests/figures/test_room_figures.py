"""The figures of rooms show their tables' numbers, name no team, and leave out what they may not show."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from sim.report.evidence import gather
from sim.report.plots import room_day_plan, room_hours, room_request_fates, rooms_wanted
from sim.report.plots.canvas import drawing_style, svg_bytes
from sim.report.room_day import room_day
from sim.report.room_fates import fates_by_seats
from sim.report.room_hours import hours_by_seats
from tests.report.synthetic import make_facts, make_tables
from tests.report.synthetic_rooms import day_of, make_room_log, request

ALL = (rooms_wanted, room_request_fates, room_day_plan, room_hours)
DAY = date(2027, 1, 5)


def draw(module, evidence, *place):
    with drawing_style():
        return module.draw(evidence, *place)


def texts(drawing):
    return " ".join(text.get_text() for text in drawing.figure.texts).replace("\n", " ")


def with_tables(evidence, **tables):
    return replace(evidence, tables=evidence.tables | tables)


@pytest.fixture(scope="module")
def rooms():
    """Two sites with rooms, two replications of 60 workdays."""
    return gather(make_tables(sites=2, replications=2, days=60, sizes=[100, 200], rooms=True), make_facts())


def test_each_cell_says_wanted_of_existing_and_marks_what_is_missing(rooms):
    drawing = draw(rooms_wanted, rooms)
    axes = drawing.figure.axes[0]
    said = [text.get_text() for text in axes.texts]
    assert said == ["5 of 2 ▲", "1 of 1", "1 of 1", "25 % refused"] * 2
    assert [text.get_fontweight() for text in axes.texts][:2] == ["bold", "normal"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1 seat", "4 seats", "10 seats"]
    bars = [bar.get_width() for bar in axes.patches[:3]]
    assert bars[0] == pytest.approx(2 * bars[1])
    assert drawing.title == (
        "On the 95 % day more rooms of 1 seat are wanted than exist at 2 of 2 sites (most at Leppävaara: 5 (5 to 5) "
        "for its 2), but larger rooms serve instead; refused most are those asking for 10 seats at Leppävaara, "
        "25 % (25 to 25 %) of them."
    )


def test_rooms_of_a_short_run_of_one_replication_are_means_without_interval():
    tables = make_tables(sites=1, replications=1, days=20, sizes=[100], rooms=True)
    drawing = draw(rooms_wanted, gather(tables, make_facts()))
    assert "4.5 of 2 ▲" in [text.get_text() for text in drawing.figure.axes[0].texts]
    assert drawing.title.startswith("On the average day more rooms of 1 seat are wanted than exist at Leppävaara (4.5")
    assert "too few days for the 95 % day" in texts(drawing) and "no interval" in texts(drawing)


def test_many_sites_and_sizes_are_cut_and_said_to_be():
    tables = make_tables(sites=25, replications=2, days=60, rooms=True)
    one = tables["room_demand"].filter(pl.col("site_id") == "S00", pl.col("seats") == 4)
    more = [one.with_columns(pl.lit(seats, dtype=pl.Int64).alias("seats")) for seats in range(11, 18)]
    evidence = gather(tables | {"room_demand": pl.concat([tables["room_demand"], *more])}, make_facts())
    drawing = draw(rooms_wanted, evidence)
    assert len(drawing.figure.axes[0].get_yticklabels()) == 20
    assert len(drawing.figure.axes[0].get_xticklabels()) == 8
    assert "5 sites are left out" in texts(drawing) and "2 sizes left out" in texts(drawing)


def test_fates_add_up_to_all_requests_of_each_size(rooms):
    fates = {part.seats: part for part in fates_by_seats(rooms)}
    assert {seats: part.requests for seats, part in fates.items()} == {1: 23 * 240, 4: 10 * 240, 10: 4 * 240}
    assert fates[4].refused_share == 0 and fates[10].refused_share == 0.25
    drawing = draw(room_request_fates, rooms)
    axes = drawing.figure.axes[0]
    right = [max(bar.get_x() + bar.get_width() for bar in axes.patches[row : row + 6]) for row in (0, 6, 12)]
    assert right == pytest.approx([1, 1, 1])
    assert axes.patches[10].get_width() == pytest.approx(0)
    assert axes.patches[11].get_hatch() and axes.patches[11].get_width() == pytest.approx(0.1)
    assert "8.0 a day\n25 % refused" in [text.get_text() for text in axes.texts]
    assert (
        drawing.title
        == "3 % of those who come get no room (240 requests), most of all those asking for 10 seats (25 %)."
    )


def test_a_size_whose_bookers_never_come_has_no_refused_share(rooms):
    requests = rooms.tables["room_requests"].filter(pl.col("seats") == 4)
    missed = requests.with_columns(pl.lit(0, dtype=pl.Int64).alias("served"))
    evidence = with_tables(rooms, room_requests=missed)
    assert fates_by_seats(evidence)[0].refused_share is None
    assert draw(room_request_fates, evidence).title == "Nobody comes to any room that was booked."
    assert draw(room_request_fates, with_tables(rooms, room_requests=requests)).title.startswith("Everybody who comes")


def test_where_a_site_without_rooms_refuses_most_no_size_is_named(rooms):
    requests = rooms.tables["room_requests"].with_columns(
        pl.when(pl.col("seats") == 10).then(0).otherwise(pl.col("seats")).cast(pl.Int64).alias("seats")
    )
    drawing = draw(room_request_fates, with_tables(rooms, room_requests=requests))
    assert drawing.title == "3 % of those who come get no room (240 requests), most of all at sites without rooms."


def test_booked_and_used_hours_are_shares_of_opening_hours(rooms):
    hours = {size.seats: size for size in hours_by_seats(rooms)}
    assert {seats: size.open_minutes for seats, size in hours.items()} == {
        1: 4 * 720 * 60,
        4: 2 * 720 * 60,
        10: 2 * 720 * 60,
    }
    assert [hours[seats].booked.estimate for seats in (1, 4, 10)] == pytest.approx([0, 0.5, 0.1])
    assert [hours[seats].used.estimate for seats in (1, 4, 10)] == pytest.approx([0.5, 0.4, 0.2])
    drawing = draw(room_hours, rooms)
    assert [bar.get_width() for bar in drawing.figure.axes[0].patches] == pytest.approx([0, 50, 50, 40, 10, 20])
    assert drawing.title == (
        "Rooms are booked for 15 % of their opening hours and used for 40 %; used most are rooms of 1 seat (50 %), "
        "least those of 10 seats (20 %)."
    )


def test_the_plan_shows_rooms_as_rows_holds_as_bars_and_the_refused_on_top(rooms):
    drawing = draw(room_day_plan, rooms)
    axes = drawing.figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "refused", "refused", "S00-booth-1, 1 seat", "S00-booth-2, 1 seat", "S00-small, 4 seats", "S00-large, 10 seats",
    ]  # fmt: skip
    bars = {(round(bar.get_y() + bar.get_height() / 2), bar.get_x(), bar.get_width()) for bar in axes.patches}
    assert {(0, 615, 30), (1, 960, 60), (2, 540, 160), (4, 600, 60), (5, 710, 50)} <= bars
    assert len(axes.patches) == 10
    assert [bar.get_x() for bar in axes.patches if bar.get_hatch()] == [600]
    assert [text.get_text() for text in axes.texts] == [
        "ad hoc meeting, asked for 4 seats", "unit meeting, more people than any room seats", "L", "W", "M",
    ]  # fmt: skip
    assert drawing.title == (
        "Leppävaara on Tuesday 2027-01-05: 10 requests for 4 rooms, 2 refused, 1 of them for more people than the "
        "largest room seats."
    )
    assert "L: a larger room" in texts(drawing) and "most refused" in texts(drawing)


def test_a_plan_can_be_asked_for_any_site_and_day(rooms):
    other = date(2027, 1, 7)
    log = make_room_log([*day_of("S00", DAY), request("S01", other, 540, 600, "small")])
    evidence = with_tables(rooms, room_log=log)
    assert room_day(evidence).site_id == "S00"
    assert room_day(evidence, "S01").day == room_day(evidence, day=other).day == other
    assert room_day(evidence, "S01", DAY) is None
    drawing = draw(room_day_plan, evidence, "S01", other)
    assert drawing.title == "Tapiola on Thursday 2027-01-07: 1 request for 4 rooms, nobody refused."
    assert "most refused" not in texts(drawing) and "a bad one" not in drawing.reading


def test_without_refusals_the_plan_shows_the_day_with_most_requests(rooms):
    calm = [request("S00", DAY, 540, 600, "small")]
    busy = [request("S01", DAY, start, start + 60, "small") for start in (540, 600)]
    assert room_day(with_tables(rooms, room_log=make_room_log(calm + busy))).site_id == "S01"


def test_the_plan_counts_rooms_that_no_shows_keep_from_the_refused(rooms):
    log = [
        request("S00", DAY, 600, 660, "small", "no_show"),
        request("S00", DAY, 600, 660, "large", "no_show"),
        request("S00", DAY, 600, 660, "booth-1", "no_show", seats=1),
        request("S00", DAY, 615, 645),
    ]
    drawing = draw(room_day_plan, with_tables(rooms, room_log=make_room_log(log)))
    assert drawing.title.endswith(
        "1 refused; when the only one asked, 2 rooms large enough were empty, booked by people who never came."
    )


def test_no_team_and_no_head_count_is_on_the_plan(rooms):
    drawing = draw(room_day_plan, rooms)
    everything = texts(drawing) + " ".join(text.get_text() for text in drawing.figure.axes[0].texts)
    assert "T-secret" not in everything + drawing.alternative + drawing.reading
    assert "30" not in " ".join(text.get_text() for text in drawing.figure.axes[0].texts)  # the party of 30


def test_a_day_with_fewer_than_five_people_on_site_has_no_plan(rooms):
    few = pl.when((pl.col("date") == DAY) & (pl.col("site_id") == "S00")).then(4).otherwise("people")
    daily = rooms.tables["site_daily"].with_columns(few.alias("people"))
    assert room_day(with_tables(rooms, site_daily=daily), "S00") is None
    assert room_day(with_tables(rooms, site_daily=daily)).site_id == "S01"


def test_a_plan_of_many_rooms_leaves_out_those_nobody_takes(rooms):
    more = pl.concat(
        rooms.tables["rooms"]
        .filter(pl.col("room_id") == "S00-small")
        .with_columns(pl.lit(f"S00-x{k}").alias("room_id"))
        for k in range(100)
    )
    held = [request("S00", DAY, 540, 541 + k, f"x{k}") for k in range(80)]
    evidence = with_tables(rooms, rooms=pl.concat([rooms.tables["rooms"], more]), room_log=make_room_log(held))
    drawing = draw(room_day_plan, evidence)
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert len(labels) == 60 and "S00-x79, 4 seats" in labels and "S00-x19, 4 seats" not in labels
    assert "44 rooms that nobody or hardly anybody takes left out" in texts(drawing)


def test_rooms_that_never_close_show_the_hours_in_which_anything_happens(rooms):
    always = rooms.tables["rooms"].with_columns(
        pl.lit(0, dtype=pl.Int64).alias("opens_at_minute"), pl.lit(1440, dtype=pl.Int64).alias("closes_at_minute")
    )
    drawing = draw(room_day_plan, with_tables(rooms, rooms=always))
    assert drawing.figure.axes[0].get_xlim() == (540, 1020)


@pytest.mark.parametrize("module", ALL)
def test_nothing_is_drawn_without_rooms(module, city):
    assert draw(module, city) is None


def test_no_plan_is_drawn_where_no_records_are_kept(rooms):
    bare = replace(rooms, tables={name: table for name, table in rooms.tables.items() if name != "room_log"})
    assert draw(room_day_plan, bare) is None
    assert draw(rooms_wanted, bare) is not None


@pytest.mark.parametrize("module", ALL)
def test_a_suppressed_site_is_on_no_figure_of_rooms(module, nasty):
    drawing = draw(module, nasty)
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert not {"Small", "Next smallest"} & set(labels) and "S10" not in " ".join(labels)


@pytest.mark.parametrize("module", ALL)
def test_the_key_and_the_words_in_the_plot_stay_on_the_sheet(module, rooms):
    drawing = draw(module, rooms)
    svg_bytes(drawing.figure)
    with drawing_style():
        width = drawing.figure.bbox.width
        boxes = [part.get_window_extent() for part in (*drawing.figure.legends, *drawing.figure.axes[0].texts)]
    assert all(box.x0 >= -1 and box.x1 <= width + 1 for box in boxes)


def test_words_in_the_cells_of_wanted_rooms_do_not_cover_each_other(nasty):
    drawing = draw(rooms_wanted, nasty)
    svg_bytes(drawing.figure)
    with drawing_style():
        boxes = [text.get_window_extent() for text in drawing.figure.axes[0].texts]
    for number, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[number + 1 :])
