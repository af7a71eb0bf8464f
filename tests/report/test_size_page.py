"""The page of the study `size`: its paragraph, and what it keeps to itself."""

from sim.report.size_page import size_page
from sim.report.size_reasons import no_sum
from sim.report.sizing import Confirmed, Need
from sim.stats.interval import UNKNOWN, Interval
from tests.figures.test_size_figures import sizing
from tests.report.synthetic import make_facts

NAMES = ["Leppävaara", "Tapiola", "Olari"]


def with_total(**changes):
    city = sizing(NAMES)
    whole = Need(resource="desk", current=150, needed=Interval(162.0, 158.0, 167.0), eur_each=2900.0, m2_each=10.0)
    return sizing(NAMES, totals=[whole], sites=city.sites, **changes)


def texts(page):
    """Everything a reader can read."""
    parts = [page.answer, *page.remarks]
    for section in page.sections:
        parts += [section.heading, *section.paragraphs, *section.notes]
        parts += [drawing.title for drawing in section.drawings]
        parts += [cell.value for grid in section.grids for row in grid.rows for cell in row]
    return "\n".join(parts)


def test_the_paragraph_says_how_many_where_and_at_which_price():
    answer = size_page(with_total(), make_facts()).answer
    assert answer.startswith(
        "For 95 % of workdays the 3 sites need 162 (158 to 167) desks (sum of sites), 12 more than"
    )
    assert "3 sites miss desks, most at Leppävaara (+5), Tapiola (+4) and Olari (+3)" in answer
    assert "One desk more or fewer: 2,900 EUR a year and 10 m²." in answer


def test_fresh_luck_that_contradicts_is_named():
    city = with_total()
    bad = Confirmed(need=city.sites[1], allowed=0.05, share=Interval(0.09, 0.07, 0.12))
    good = Confirmed(need=city.sites[0], allowed=0.05, share=Interval(0.05, 0.04, 0.06))
    page = size_page(with_total(confirmed=[good, bad], fresh=20), make_facts())
    assert "20 replications of fresh luck contradict 1 of these 2 numbers." in page.answer
    assert "Fresh luck contradicts 1 number: Tapiola (9.0 %)." in texts(page)


def test_sites_of_fewer_than_5_people_and_their_complement_are_nowhere_on_the_page():
    page = size_page(with_total(people={"S00": 3, "S01": 40, "S02": 100}), make_facts())
    assert "Leppävaara" not in texts(page) and "Tapiola" not in texts(page)
    assert "Olari" in texts(page)
    assert page.remarks[0].startswith("2 sites are not shown")


def test_nothing_is_published_of_fewer_than_5_people_in_all():
    page = size_page(with_total(people={"S00": 1, "S01": 2, "S02": 1}), make_facts())
    assert page.sections == ()
    assert "nothing is published" in page.answer


def test_what_has_no_feasible_number_says_why():
    room = Need(
        resource="room", site_id="S01", seats=14, current=1, needed=UNKNOWN, why_not=lambda _: "30 % cannot be served"
    )
    known = Need(
        resource="room", site_id="S01", seats=4, current=2, needed=Interval(3.0, 3.0, 4.0), eur_each=9.0, m2_each=11.0
    )
    page = size_page(with_total(rooms=[room, known]), make_facts())
    assert "for 1 size no number is enough (see below)" in page.answer
    assert "Tapiola, 14 seats: no number is enough: 30 % cannot be served." in texts(page)


def test_zones_that_few_people_want_are_suppressed():
    zone = Need(resource="desk", site_id="S01", zone_id="Z1", wing="A", current=4, needed=Interval(3.0, 2.0, 4.0))
    page = size_page(with_total(zones=[zone], small_zones=frozenset({"Z1"})), make_facts())
    zones = next(section for section in page.sections if section.heading == "Desks by zone")
    assert [cell.value for cell in zones.grids[0].rows[0]][3:] == ["4", "suppressed (small group)", "–"]


def room(site_id, seats, current, needed):
    return Need(
        resource="room", site_id=site_id, seats=seats, current=current,
        needed=Interval(needed, needed, needed), eur_each=9.0, m2_each=11.0,
    )  # fmt: skip


def test_rooms_of_sites_that_are_hidden_are_not_said_to_be_enough():
    few = {"S00": 3, "S01": 40, "S02": 100}
    rooms = [room("S00", 4, 1, 6.0), room("S02", 4, 10, 10.0)]
    answer = size_page(with_total(people=few, rooms=rooms), make_facts()).answer
    assert "16 rooms are needed, all sites and sizes together, and 11 exist" in answer
    assert "of the sizes that may be shown none is missing." in answer
    assert "of no size" not in answer
    short = [*rooms, room("S02", 1, 1, 3.0)]
    answer = size_page(with_total(people=few, rooms=short), make_facts()).answer
    assert "of the sizes that may be shown most are missing: rooms of 1 seat at Olari (+2)." in answer


def test_rooms_that_are_missing_are_named():
    rooms = [room("S01", 1, 1, 3.0), room("S02", 4, 1, 2.0), room("S02", 8, 1, 1.0)]
    answer = size_page(with_total(rooms=rooms), make_facts()).answer
    assert "; most are missing: rooms of 1 seat at Tapiola (+2) and 4 seats at Olari (+1)." in answer


def test_the_reason_for_no_size_is_said_to_stand_below_only_where_it_does():
    gone = Need(
        resource="room", site_id="S00", seats=14, current=1, needed=UNKNOWN, why_not=lambda _: "30 % cannot be served"
    )
    rooms = [gone, room("S02", 4, 10, 10.0)]
    page = size_page(with_total(people={"S00": 3, "S01": 40, "S02": 100}, rooms=rooms), make_facts())
    assert "for 1 size no number is enough." in page.answer
    assert "cannot be served" not in texts(page)


def test_sites_named_beside_hidden_ones_are_said_to_be_those_that_may_be_shown():
    answer = size_page(with_total(people={"S00": 3, "S01": 40, "S02": 100}), make_facts()).answer
    assert "than there are: of the sites that may be shown, 1 site misses desks, most at Olari (+3)" in answer


def test_a_hidden_site_without_an_answer_is_not_named():
    city = with_total()
    sites = [Need(resource="desk", site_id="S00", current=40, needed=UNKNOWN, why_not=lambda _: "so"), *city.sites[1:]]
    whole = Need(resource="desk", current=150, needed=UNKNOWN, why_not=no_sum(["S00"]))
    few = {"S00": 3, "S01": 40, "S02": 100}
    page = size_page(sizing(NAMES, sites=sites, totals=[whole], people=few), make_facts())
    assert "cannot be said for all sites: there is no answer for a site that may not be shown." in page.answer
    assert "S00" not in texts(page)
    open_page = size_page(sizing(NAMES, sites=sites, totals=[whole]), make_facts())
    assert "there is no answer for S00." in open_page.answer


def confirmed(need, low=0.04):
    return Confirmed(need=need, allowed=0.05, share=Interval(low + 0.01, low, low + 0.02))


def test_fresh_luck_speaks_of_the_numbers_that_may_be_shown():
    city = with_total()
    few = {"S00": 3, "S01": 40, "S02": 100}
    all_three = [confirmed(need) for need in city.sites]
    answer = size_page(with_total(people=few, confirmed=all_three, fresh=20), make_facts()).answer
    assert "20 replications of fresh luck confirm the number of Olari." in answer
    assert "confirm it" not in answer
    more = [*all_three, confirmed(room("S02", 4, 10, 10.0))]
    answer = size_page(with_total(people=few, confirmed=more, fresh=20), make_facts()).answer
    assert "20 replications of fresh luck contradict none of the 2 numbers that may be shown." in answer
    wrong = [*all_three[:2], confirmed(city.sites[2], low=0.08)]
    answer = size_page(with_total(people=few, confirmed=wrong, fresh=20), make_facts()).answer
    assert "20 replications of fresh luck contradict the number of Olari." in answer


def test_one_number_alone_is_it():
    one = sizing(["Olari"])
    whole = one.sites[0]
    page = size_page(
        sizing(["Olari"], sites=one.sites, totals=[whole], confirmed=[confirmed(whole)], fresh=20), make_facts()
    )
    assert "20 replications of fresh luck confirm it." in page.answer


def test_with_memory_a_number_is_not_called_exact():
    assert "It is exact: what people want does not depend on how many desks" in texts(
        size_page(with_total(), make_facts())
    )
    text = texts(size_page(with_total(memory=True), make_facts()))
    assert "It is exact" not in text
    assert "what people want depends on how many desks there are" in text
