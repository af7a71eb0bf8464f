"""What the explorer shows for every choice is what the tables say, in both languages."""

from __future__ import annotations

import re

import polars as pl
import pytest

from sim.report.language import language
from sim.report.words import percent
from tests.browser.conftest import LANGUAGES
from tests.browser.reading import (
    cards,
    change,
    choose_desks,
    choose_policy,
    everybody_and,
    grid,
    policies,
    rows_shown,
    value,
)

EVERY_LANGUAGE = pytest.mark.parametrize("code", LANGUAGES)
#: Cards that do not move with the number of desks.
FIXED = ("copresence_share", "imposed_days", "commute_hours_per_week")
UNITS = {"missing": "missing_unit", "imposed_days": "imposed_unit", "commute_hours_per_week": "commute_unit"}


@EVERY_LANGUAGE
def test_risk_and_people_without_a_desk_are_those_of_the_tables_at_every_number_in_them(visit, code):
    page, speaks = visit(code), language(code)
    never = speaks.say("explorer.never", replications="6", most="\n").partition("\n")[0].partition(",")[0]
    tables = {
        card: grid(page, speaks.say("compare.by_desks"), place) for place, card in enumerate(("short", "missing"))
    }
    heads = tables["short"]["heads"][1:]
    assert len(heads) == 7
    assert tables["missing"]["heads"][1:] == heads
    for number in range(len(policies(page))):
        choose_policy(page, number)
        for column, desks in enumerate(heads, start=1):
            choose_desks(page, desks)
            shown = cards(page)
            for card, table in tables.items():
                said, limits = table["rows"][number][column]
                value, _, about = shown[card]
                assert value == _with_unit(speaks, card, said)
                none = said.replace("\u00a0", " ").partition(" ")[0] == "0"
                assert (never if none else speaks.say("explorer.interval", limits=limits)) in about


@EVERY_LANGUAGE
def test_what_does_not_move_with_desks_is_that_of_the_first_table(visit, code):
    page, speaks = visit(code), language(code)
    table = grid(page, speaks.say("compare.side_by_side"))
    unknown = 0
    for number, row in enumerate(table["rows"]):
        choose_policy(page, number)
        choose_desks(page, 42 + number)
        shown = cards(page)
        for card in FIXED:
            said, limits = row[table["heads"].index(speaks.say(f"metric.{card}"))]
            value, _, about = shown[card]
            if said == "\u2013":
                assert value == speaks.say("explorer.unknown")
                assert about.startswith(speaks.say("explorer.no_number"))
                unknown += 1
                continue
            assert value == _with_unit(speaks, card, said.partition(" \u25b2")[0].partition(" \u25bc")[0])
            assert speaks.say("explorer.interval", limits=limits) in about
    assert unknown == 1, "who comes by rates has no wishes, so nothing is imposed on them"


def _with_unit(speaks, card, said):
    return speaks.say(f"explorer.{UNITS[card]}", value=said) if card in UNITS else said


@EVERY_LANGUAGE
def test_changes_are_called_what_the_table_of_comparisons_calls_them(visit, tables, code):
    page, speaks = visit(code), language(code)
    whole = tables["comparison"].filter(pl.col("site_id").is_null())
    labels = [whole["policy_a"][0], *whole["policy_b"].unique(maintain_order=True)]
    seen = set()
    for number, label in enumerate(labels):
        choose_policy(page, number)
        for card in FIXED:
            shown = change(page, card)
            if number == 0:
                assert shown == speaks.say("change.itself", base=speaks.say("base.status_quo_is"))
                continue
            found = whole.filter((pl.col("policy_b") == label) & (pl.col("metric") == card)).row(0, named=True)
            seen.add(found["verdict"])
            unit = {"copresence_share": "points", "imposed_days": "days"}.get(card, "hours")
            size = abs(found["difference"] or 0) * (100 if unit == "points" else 1)
            amount = speaks.number(f"{size:.2f}" if unit == "hours" else f"{size:.1f}")
            than = speaks.say("base.status_quo_than")
            ways = {
                # The table has the baseline as a: where b is higher, the policy has more.
                way: speaks.say("change.apart", apart=speaks.say(f"apart.{unit}_{word}", amount=amount), base=than)
                for way, word in (("b_higher", "more"), ("a_higher", "less"))
            }
            ways["not_tested"] = speaks.say("change.not_tested", base=speaks.say("base.status_quo_from"))
            ways["cannot_tell"] = speaks.say("change.cannot_tell", base=speaks.say("base.status_quo_from"))
            assert shown == ways[found["verdict"]]
    assert {"a_higher", "b_higher"} <= seen


def test_a_change_of_the_risk_is_clear_or_cannot_be_told_apart_and_today_is_itself(visit):
    page = visit()
    assert change(page, "short") == "this is the status quo with its 60 desks"
    said = set()
    for number in range(len(policies(page))):
        choose_policy(page, number)
        for desks in (30, 55, 58, 60, 62, 65, 90):
            choose_desks(page, desks)
            said.add(re.sub(r"^[\d.]+ ", "", change(page, "short")))
    assert said == {
        "this is the status quo with its 60 desks",
        "points less than the status quo with its 60 desks",
        "points more than the status quo with its 60 desks",
        "cannot be told apart from the status quo with its 60 desks",
    }


@EVERY_LANGUAGE
def test_winners_and_losers_are_those_of_the_table_for_every_measure_and_kind_of_group(visit, tables, code):
    page, speaks = visit(code), language(code)
    labels = tables["winners"]["policy_b"].unique(maintain_order=True).to_list()
    kinds, metrics = (
        page.locator(f"#explorer-{name} option").evaluate_all("options => options.map(one => one.value)")
        for name in ("kind", "metric")
    )
    assert sorted(metrics) == sorted(tables["winners"]["metric"].unique())
    shares = ("better_share", "same_share", "worse_share")
    for number, label in enumerate(labels, start=1):
        choose_policy(page, number)
        for kind in kinds:
            for metric in metrics:
                rows = tables["winners"].filter(
                    (pl.col("policy_b") == label)
                    & (pl.col("metric") == metric)
                    & pl.col("group_kind").is_in(["everybody", kind])
                )
                known = {tuple(_share(row[share], speaks) for share in shares) for row in rows.to_dicts()}
                shown = everybody_and(page, kind, metric)
                assert shown[0][:2] == [speaks.say("everybody.everybody"), "120"]
                assert len(shown) > 1
                assert {tuple(row[2:5]) for row in shown} <= known


def _share(share, speaks):
    return speaks.say("explorer.unknown") if share is None else speaks.number(percent(share))


@EVERY_LANGUAGE
def test_fairness_is_that_of_the_table_for_the_policy_and_beside_it_the_baseline(visit, code):
    page, speaks = visit(code), language(code)
    table = grid(page, speaks.say("compare.fairness"))
    base = table["rows"][0][1][0]
    for number, policy in enumerate(policies(page)):
        choose_policy(page, number)
        below = [row for row in table["rows"] if row[1][0] in (policy, base)]
        shown = rows_shown(page, "fairness")
        assert len(shown) == len(below)
        titled = {name.partition(" (")[0] for name in (policy, base)}
        assert {row[1] for row in shown} == titled
        said = {tuple(text for cell in row[2:] for text in cell if text) for row in below}
        assert {tuple(" ".join(cell).strip() for cell in row[2:]) for row in below} == {tuple(row[2:]) for row in shown}
        assert len(said) == len(below)


def test_nobody_gains_or_loses_under_the_baseline_itself(visit):
    page = visit()
    assert (
        page.locator("#explorer-nobody").inner_text() == "This is the status quo itself: nobody gains and nobody loses."
    )
    assert page.locator("#explorer-winners").is_hidden()
    choose_policy(page, 1)
    assert page.locator("#explorer-nobody").is_hidden()
    assert page.locator("#explorer-winners").is_visible()


@EVERY_LANGUAGE
def test_the_sentence_says_the_numbers_of_the_cards(visit, code):
    page = visit(code)
    choose_policy(page, 2)
    choose_desks(page, 70)
    said = page.locator("#explorer-said").inner_text()
    assert "70" in said
    for card in ("short", "copresence_share"):
        assert value(page, card) in said
        assert change(page, card) in said


def test_what_cannot_be_told_of_people_without_wishes_is_said_to_be_and_left_out_of_the_sentence(visit):
    page = visit()
    sentence = page.locator("#explorer-said")
    assert "not of the person's own choice" in sentence.inner_text()
    choose_policy(page, policies(page).index("rates"))
    assert value(page, "imposed_days") == "cannot be told"
    assert change(page, "imposed_days") == "not tested against the status quo"
    assert "own choice" not in sentence.inner_text()
    assert "cannot be told a year" not in page.locator("#explorer").inner_text()
