"""The decision sentence: always the answer first, with its interval, and honest when it cannot be told."""

from sim.report.answer import Answer, SuppressedSite, answer
from sim.report.remarks import remarks
from sim.report.site_need import SiteNeed
from sim.report.weekdays import NO_DAYS, WeekdaySpread
from sim.stats.interval import UNKNOWN, Interval
from tests.report.synthetic import make_facts, make_tables

SPREAD = WeekdaySpread(sites=1, shares=(0.0, 0.5, 0.3, 0.2, 0.0), risk=(0.0, 1 / 6, 0.1, 0.05, 0.0))


def need(name, desks, estimate, low=None, high=None, people=100):
    needed = Interval(estimate, low, high)
    return SiteNeed(
        site_id=name,
        name=name,
        desks=desks,
        people=people,
        service_level=0.95,
        wanted_mean=Interval(desks / 2, None, None),
        busy_day=needed,
        needed=needed,
        days_short_share=Interval(0.04, None, None),
        set_out=Interval(1040.0, 1030.0, 1050.0),
        elsewhere=Interval(41.2, 40.0, 42.0),
        sent_home=Interval(3.2, 2.9, 3.5),
        days_sent_home_share=Interval(0.02, 0.01, 0.03),
    )


def make_answer(*sites, replications=20, days=253, **changes):
    values = {
        "policy": "team_led",
        "service_level": 0.95,
        "replications": replications,
        "days": days,
        "sites": sites,
        "suppressed": (),
        "city": need("All sites at once", 100, 90, 80, 95),
        "publishable": True,
        "weeks": 52,
        "short_days": SPREAD,
    }
    return Answer(**(values | changes))


def test_some_sites_miss_desks_while_others_have_spare_ones():
    said = make_answer(
        need("Olari", 500, 400, 390, 410), need("Leppävaara", 60, 72, 68, 75), need("Tapiola", 40, 44, 42, 45)
    ).sentence
    assert said == (
        "Under team_led the 600 desks of 3 sites are enough on 95 % of workdays at 1 site; "
        "Leppävaara needs 12 (8 to 15) more and Tapiola 4 (2 to 5) more, "
        "while 100 desks (90 to 110) elsewhere stay empty even on the busy days."
    )


def test_all_sites_have_enough():
    said = make_answer(need("A", 50, 40, 38, 41), need("B", 50, 50, 48, 50)).sentence
    assert said == (
        "Under team_led the 100 desks of 2 sites are enough on 95 % of workdays at every site, "
        "while 10 desks (9 to 14) stay empty even on the busy days."
    )


def test_an_interval_that_holds_both_answers_cannot_be_told():
    said = make_answer(need("A", 50, 40, 38, 41), need("B", 50, 49, 46, 53)).sentence
    assert "at 1 site; for B (anything from 4 spare to 3 missing) it cannot be told" in said


def test_many_short_sites_are_named_up_to_four_and_summed_beyond():
    said = make_answer(*(need(f"S{k}", 10, 20 + k, 19 + k, 21 + k) for k in range(6))).sentence
    assert "at no site; S5 needs 15 (14 to 16) more, S4 14 (13 to 15) more" in said
    assert said.endswith("S2 12 (11 to 13) more and 2 other sites 21 (19 to 23) more together.")


def test_one_site():
    assert make_answer(need("Talo", 60, 72, 68, 75)).sentence == (
        "Under team_led the 60 desks of Talo are too few for 95 % of workdays: 12 (8 to 15) more are needed."
    )
    assert make_answer(need("Talo", 60, 52, 50, 55)).sentence == (
        "Under team_led the 60 desks of Talo are enough on 95 % of workdays, "
        "and 8 desks (5 to 10) of them stay empty even on the busy days."
    )
    assert "cannot be told whether the 60 desks of Talo suffice" in make_answer(need("Talo", 60, 60, 58, 62)).sentence


def test_one_replication_gives_no_interval_and_says_so():
    alone = make_answer(need("Talo", 60, 72), replications=1)
    assert alone.sentence.endswith("12 more are needed.")
    assert any("there are no intervals" in remark for remark in remarks(alone, 1))


def test_too_few_days_for_the_level_are_said_to_be_too_few(tiny_tables):
    said = answer(tiny_tables, make_facts()).sentence
    assert "cannot be told whether the 60 desks suffice on 95 % of workdays" in said
    assert "at least 59 workdays in a replication, and this run has 20" in said
    assert answer(tiny_tables, make_facts()).sites[0].needed == UNKNOWN


def test_the_service_level_is_explained_in_weekday_words():
    said = " ".join(remarks(make_answer(need("A", 50, 40, 38, 41)), 20))
    assert "on at most 5 % of days, that is about every 20th workday" in said
    assert "mostly Tuesdays and Wednesdays (80 % of them): about every sixth Tuesday is one" in said
    spread = WeekdaySpread(sites=2, shares=(0.2, 0.25, 0.2, 0.2, 0.15), risk=(0.1,) * 5)
    even = make_answer(need("A", 50, 40, 38, 41), need("B", 50, 40, 38, 41), short_days=spread)
    assert "spread over the week, most often Tuesdays (25 % of them): at the 2 sites that have any" in " ".join(
        remarks(even, 20)
    )


def test_without_a_short_day_the_weekdays_are_those_of_the_busiest_days():
    enough = make_answer(need("A", 50, 40, 38, 41), short_days=NO_DAYS, busiest_days=SPREAD)
    said = " ".join(remarks(enough, 20))
    assert "The busiest 5 % of days are mostly Tuesdays and Wednesdays (80 % of them)." in said
    assert "every sixth Tuesday" not in said
    assert "Tuesday" not in " ".join(remarks(make_answer(need("A", 50, 40), short_days=NO_DAYS), 20))


def test_short_days_are_counted_against_the_desks_that_exist():
    tables = make_tables(sites=1, replications=2, days=100, sizes=[200], desks_each=[200])
    found = answer(tables, make_facts())
    assert not found.short_days
    assert found.busiest_days.sites == 1
    tight = answer(make_tables(sites=1, replications=2, days=100, sizes=[200], desks_each=[80]), make_facts())
    assert tight.short_days.few == []  # Monday to Thursday all want more than 80


def test_those_who_find_no_seat_are_counted_in_the_remarks():
    said = " ".join(remarks(make_answer(need("A", 50, 40, 38, 41)), 20))
    assert (
        "On an average workday 3.2 (2.9 to 3.5) of 1,040 people who set out are sent home, "
        "and 41 (40 to 42) sit in another zone than they set out for." in said
    )


def test_missing_replications_and_suppressed_sites_are_remarked():
    hidden = (SuppressedSite(site_id="x", name="x", desks=4, reason="small"),)
    said = " ".join(remarks(make_answer(need("A", 50, 40, 38, 41), suppressed=hidden), 22))
    assert "2 replications are missing of the 22 planned" in said
    assert "1 site is not shown" in said


def test_the_answer_follows_from_the_tables(city_tables):
    found = answer(city_tables, make_facts())
    short = {site.name for site in found.sites if site.verdict == "too_few"}
    assert short == {"Leppävaara", "Tapiola"}
    assert "Leppävaara needs " in found.sentence and " elsewhere stay empty" in found.sentence
    assert found.city.people == sum(site.people for site in found.sites)
    assert found.short_days.top == 1


def test_order_of_rows_in_the_tables_does_not_matter(city_tables):
    shuffled = {name: table.sample(fraction=1, shuffle=True, seed=3) for name, table in city_tables.items()}
    assert answer(shuffled, make_facts()) == answer(city_tables, make_facts())


def test_an_organization_of_four_people_is_not_published():
    said = answer(make_tables(sites=1, replications=2, days=60, sizes=[4], desks_each=[3]), make_facts()).sentence
    assert said.startswith("Nothing can be published")
