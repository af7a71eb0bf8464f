"""The page of study=room_rules in Finnish: the numbers of the English one in each branch, and none of its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.language import ENGLISH, language
from sim.report.room_rules_page import MovedRow, Places, RuleRow, room_rules_page
from sim.studies.ruled.rules import RULES
from tests.report.synthetic import make_facts
from tests.report.two_languages import check_finnish

PLACES = Places(names={"S1": "Tapiola", "S2": "Olari"}, people={"S1": 1090, "S2": 40})
LOWERS = RuleRow(
    rule="release_15", site_id=None, refused_share_without=0.0812, refused_share_under=0.0512, difference=0.03,
    ci_low=0.02, ci_high=0.04, adjusted_p=0.001, rooms_worth=2.5, eur_worth_per_year=9_000.0, replications=20,
)  # fmt: skip
TOO = replace(LOWERS, rule="release_10", difference=0.02, eur_worth_per_year=1_200_000.0)
DOZEN = replace(LOWERS, rule="series_pruning", difference=0.01, rooms_worth=None, eur_worth_per_year=None)
FREE = replace(LOWERS, rule="size_rule", rooms_worth=0.0, eur_worth_per_year=0.0)
RAISES = replace(LOWERS, rule="size_rule", difference=-0.01, ci_low=-0.02, ci_high=-0.001)
LUCK = replace(LOWERS, rule="series_pruning", adjusted_p=0.4)
ALSO_LUCK = replace(LUCK, rule="release_10")
AT_SITE = replace(LOWERS, site_id="S1", adjusted_p=None)


def moved(freed, p_value=0.001):
    return [
        MovedRow(
            weekday=day + 1, weekday_name="", site_id=site, desks_needed_now=1080.0, desks_needed=1080.0 - freed + day,
            desks_freed=freed - day, ci_low=freed - day - 3, ci_high=freed - day + 3, adjusted_p=p_value,
        )
        for site in ("S1", "S2")
        for day in range(5)
    ]  # fmt: skip


PAGES = {
    "nothing to judge": ([], []),
    "one lowers": ([AT_SITE, LOWERS], []),
    "several lower": ([LOWERS, TOO, DOZEN, RAISES], []),
    "only luck known": ([LUCK, ALSO_LUCK], []),
    "one by more than luck": ([DOZEN, LUCK, ALSO_LUCK], []),
    "worth nothing": ([FREE], []),
    "only raised": ([RAISES], []),
    "desks freed": ([], moved(14.0)),
    "no desks freed": ([LOWERS], moved(-14.0)),
    "freed by luck": ([LUCK], moved(14.0, p_value=0.5)),
}


@pytest.mark.parametrize("people", [{"S1": 1090, "S2": 40}, {"S1": 1090, "S2": 40, "S3": 3}], ids=["all", "hidden"])
@pytest.mark.parametrize(("rules", "days"), PAGES.values(), ids=PAGES)
def test_the_page_has_the_same_numbers_and_no_english_words(rules, days, people):
    facts = [make_facts(language=code, replications_failed=1) for code in ("en", "fi")]
    check_finnish(*(room_rules_page(rules, days, replace(PLACES, people=people), one) for one in facts))


def test_nothing_is_published_of_fewer_than_5_people_in_all():
    facts = [make_facts(language=code) for code in ("en", "fi")]
    check_finnish(*(room_rules_page([], [], replace(PLACES, people={"S1": 4}), one) for one in facts))


def test_every_rule_says_something_in_each_language_and_is_a_clause_without_commas():
    """Commas would run into those of a list of rules."""
    for rule in RULES:
        said = [speaks.say(f"roomrule.{rule.name}") for speaks in (ENGLISH, language("fi"))]
        assert len(set(said)) == 2
        assert not any("," in one for one in said)


def test_the_answer_is_what_a_planner_would_write():
    rules, days = PAGES["one lowers"][0], PAGES["desks freed"][1]
    answer = room_rules_page([*rules, LUCK], days, PLACES, make_facts(language="fi")).answer
    assert answer.replace("\u00a0", " ") == (
        "Jos kuittaamatta jäänyt huonevaraus vapautuu 15 minuutin kuluttua, pyynnöistä jää ilman huonetta 5,1 %, "
        "muuten 8,1 %; se vastaa 2,5 huonetta (noin 9 000 euroa vuodessa). Sattumasta ei erotu, jos käyttämättä "
        "jäävät varaussarjat menettävät huoneensa. Kun kaikki yhteiset toimistopäivät siirretään maanantaille, "
        "työpisteitä vapautuu 14 (11–17) toimipaikassa Tapiola, enemmän kuin missään muussa toimipaikassa tai minään "
        "muuna viikonpäivänä."
    )
