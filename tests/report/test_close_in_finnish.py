"""The page of study=close in Finnish: the numbers of the English one in each of its branches, and none of its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.close_answer import part_in
from sim.report.close_page import ClosureRow, close_page
from sim.report.language import language
from sim.stats.interval import Interval
from tests.report.synthetic import make_facts
from tests.report.two_languages import check_finnish

FINNISH = language("fi")
PEOPLE = {"S1": 40, "S2": 50, "S3": 1060}
TODAY = ClosureRow(
    step=0, part="", site_id=None, floor=None, wing=None, desks_freed=0, m2_freed=0.0, eur_saved_per_year=0.0,
    forced_remote_days_per_person_year=1.0, displaced_share=0.1, room_refused_share=0.0312,
    commute_minutes_per_person_week=1100.0, ci_low=0.9, ci_high=1.1, turned_away_share=0.02, turned_away_low=0.01,
    turned_away_high=0.03, more_forced_remote_days=0.0, more_forced_remote_days_low=None,
    more_forced_remote_days_high=None, more_commute_minutes=0.0, hardest_hit_site_id=None, hardest_hit_site=None,
    hardest_hit_more_days=0.0, keeps_level=True, sites_over=0, replications=20,
)  # fmt: skip
ONE = replace(
    TODAY, step=1, part="Talo", site_id="S1", desks_freed=1, m2_freed=1250.0, eur_saved_per_year=8_400.0,
    forced_remote_days_per_person_year=2.5, ci_low=2.25, ci_high=2.75, more_forced_remote_days=1.5,
    more_forced_remote_days_low=1.25, more_forced_remote_days_high=1.75,
)  # fmt: skip
HIT = replace(ONE, hardest_hit_site_id="S2", hardest_hit_site="Tapiola", hardest_hit_more_days=0.04)
MORE = replace(
    HIT, step=2, part="Halli", desks_freed=1300, eur_saved_per_year=1_250_000.0, hardest_hit_more_days=9.0,
    more_commute_minutes=1.0, room_refused_share=0.0512, sites_over=1,
)  # fmt: skip
LESS = replace(MORE, step=3, more_commute_minutes=-12.0, sites_over=3, room_refused_share=None)
BEYOND = replace(MORE, step=4, part="Torni", keeps_level=False, forced_remote_days_per_person_year=20.0)
ALONE = replace(MORE, step=None, keeps_level=False, replications=6)
OVER = replace(TODAY, keeps_level=False, sites_over=1)
HIDES = {"S1": 3, "S2": 50, "S3": 1060}

PAGES = {
    "one part only": ([TODAY, ALONE], None),
    "over the level today": ([OVER, replace(ONE, keeps_level=False)], None),
    "nothing can go": ([TODAY, ALONE, replace(MORE, step=1, keeps_level=False)], None),
    "everything can go": ([TODAY, ONE], None),
    "a little can go": ([TODAY, ALONE, HIT, BEYOND], Interval(0.034, 0.02, 0.045)),
    "several can go": ([TODAY, ALONE, ONE, MORE, BEYOND], Interval(0.04, 0.03, 0.06)),
    "the way is shorter": ([replace(TODAY, sites_over=3), ONE, MORE, LESS], Interval(0.0004, None, None)),
    "much of the way": ([TODAY, ONE, replace(MORE, more_commute_minutes=25.0)], None),
    "hardly ever": ([TODAY, replace(ONE, forced_remote_days_per_person_year=0.01, ci_low=0.0)], None),
    "nothing known of fresh luck": ([TODAY, ONE], Interval(None, None, None)),
}


@pytest.mark.parametrize("people", [PEOPLE, HIDES], ids=["all shown", "some hidden"])
@pytest.mark.parametrize(("rows", "confirmed"), PAGES.values(), ids=PAGES)
def test_the_page_has_the_same_numbers_and_no_english_words(rows, confirmed, people):
    facts = [make_facts(language=code, replications_failed=1) for code in ("en", "fi")]
    check_finnish(*(close_page(rows, people, confirmed, one) for one in facts))


def test_nothing_is_published_of_fewer_than_5_people_in_all():
    check_finnish(*(close_page([TODAY], {"S1": 4}, None, make_facts(language=code)) for code in ("en", "fi")))


def test_a_part_is_named_without_inflecting_what_users_have_named():
    assert part_in(FINNISH, "Matinkylä", None, None) == "koko toimipaikka Matinkylä"
    assert part_in(FINNISH, "Matinkylä", None, "B") == "toimipaikan Matinkylä siipi B"
    assert part_in(FINNISH, "Matinkylä", 2, None) == "toimipaikan Matinkylä kerros 2"
    assert part_in(FINNISH, "Matinkylä", 2, "B") == "toimipaikan Matinkylä siiven B kerros 2"


def test_the_answer_is_what_a_planner_would_write():
    rows, confirmed = PAGES["several can go"]
    answer = close_page(rows, PEOPLE, confirmed, make_facts(language="fi")).answer
    assert answer.replace("\u00a0", " ") == (
        "Kun sääntö on tiimien sopimat päivät ja 95 %:n työpisteelle lähtijöistä pitää saada työpiste, voidaan sulkea "
        "tässä järjestyksessä: Talo ja Halli. Se vapauttaa 1 300 työpistettä ja 1 250 m² ja säästää noin 1,2 miljoonaa "
        "euroa vuodessa. Ihminen joutuu silloin palaamaan kotiin 2,5 (2,2–2,8) päivänä vuodessa (nyt 1,0), ja "
        "työmatkoihin kuluu viikossa keskimäärin 1 minuutti enemmän; kovimmin se osuu toimipaikan Tapiola ihmisiin, "
        "joilla tällaisia päiviä on 9,0 enemmän. Erikseen katsottuna palvelutasoon ei silloin yllä 1 toimipaikka (nyt "
        "0). Huonepyynnöistä jää silloin ilman huonetta 5,1 %, kun nyt osuus on 3,1 %. Uusissa toistoissa työpisteelle "
        "lähtijöistä jää ilman 4,0 % (3,0–6,0 %), eikä ole varmaa, että osuus on enintään 5 %. Seuraava vaihe (Torni) "
        "johtaisi siihen, että ihminen joutuu palaamaan kotiin 20,0 (2,2–2,8) päivänä vuodessa, ja säästäisi kaikkiaan "
        "1,2 miljoonaa euroa vuodessa; kovimmin se osuu toimipaikan Tapiola ihmisiin, joilla tällaisia päiviä on 9,0 "
        "enemmän."
    )
