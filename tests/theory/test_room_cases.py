"""The checks of rooms pass on tables of a second simulator and fail where its law is slightly another one."""

import numpy as np
import polars as pl
import pytest

from sim.studies.theory import littles_law, losses, presence, queues
from sim.studies.theory.requests import COUNTED_FROM, asked, counted, held_from, held_within, refused_share, waiting
from tests.theory.synthetic_rooms import daily, few_teams_day, played_day, room_tables


def failed(checks):
    return [check.quantity for check in checks if not check.passed]


def queue_tables(per_hour, rooms, mean_minutes, *, waits, weeks=6, law="exponential"):
    rng = np.random.default_rng(1)
    draw = {
        "exponential": lambda count: rng.exponential(mean_minutes, count),
        "fixed": lambda count: np.full(count, float(mean_minutes)),
    }[law]
    return room_tables(lambda *_: played_day(rng, per_hour, rooms, draw, waits=waits), weeks=weeks)


@pytest.mark.parametrize("law", ["exponential", "fixed"])
def test_the_loss_case_passes_on_any_law_of_the_mean_and_notices_more_parties(law):
    assert failed(losses.any_length(queue_tables(6, 5, 30, waits=False, law=law))) == []
    assert failed(losses.any_length(queue_tables(6.6, 5, 30, waits=False, law=law))) == ["parties refused"]


def test_two_houses_are_told_apart():
    large, small = queue_tables(7, 10, 60, waits=False), queue_tables(3, 5, 60, waits=False)
    second = small["room_log"].with_columns(site_id=pl.lit("S2"))
    both = large | {"room_log": pl.concat([large["room_log"], second])}
    assert failed(losses.two_houses(both)) == []
    swapped = pl.when(pl.col("site_id") == "S1").then(pl.lit("S2")).otherwise(pl.lit("S1"))
    exchanged = both | {"room_log": both["room_log"].with_columns(site_id=swapped)}
    assert len(failed(losses.two_houses(exchanged))) == 2


def test_the_queue_case_passes_on_its_law_and_notices_longer_stays():
    assert failed(queues.pods(queue_tables(8, 6, 30, waits=True, weeks=12))) == []
    assert len(failed(queues.pods(queue_tables(8, 6, 33, waits=True)))) >= 4


def test_the_queue_case_notices_that_lengths_are_fixed():
    assert "mean wait, minutes" in failed(queues.pods(queue_tables(8, 6, 30, waits=True, law="fixed")))


def slot_days(parties, rooms, weeks=20):
    wanted = np.random.default_rng(1).poisson(parties, (20, weeks * 5, 24))
    served = np.minimum(wanted, rooms)
    counts = {"requests": wanted, "served": served, "made_online": wanted - served, "used_minutes": 60.0 * served}
    table = daily(20, weeks, **{name: by_slot.sum(axis=2) for name, by_slot in counts.items()})
    return {"rooms_daily": table}


def test_the_slot_case_passes_on_its_law_and_notices_a_room_more():
    assert failed(losses.slots(slot_days(6, 5))) == []
    assert len(failed(losses.slots(slot_days(6, 6)))) == 3
    assert failed(losses.slots(slot_days(6.1, 5))) != []


def two_sizes(*, large_first):
    rng = np.random.default_rng(1)
    small, large = rng.poisson(3, (20, 200, 24)), rng.poisson(1.5, (20, 200, 24))
    if large_first:
        large_lost = np.maximum(large - 2, 0)
        small_lost = np.maximum(small - 3 - np.maximum(2 - large, 0), 0)
    else:
        small_lost = np.maximum(small - 5, 0)
        large_lost = np.maximum(large - 2 + np.clip(small - 3, 0, 2), 0)
    by_size = [
        np.stack([one.sum(axis=2), other.sum(axis=2)], axis=2)
        for one, other in ((small, large), (small_lost, large_lost))
    ]
    return {"rooms_daily": daily(20, 40, seats=[2, 8], requests=by_size[0], made_online=by_size[1])}


def test_the_nested_slots_pass_and_notice_small_parties_that_choose_first():
    assert failed(losses.slots_of_two_sizes(two_sizes(large_first=True))) == []
    assert failed(losses.slots_of_two_sizes(two_sizes(large_first=False))) == [
        "small parties refused",
        "large parties refused",
    ]


def one_slot_days(probability):
    wanted = np.random.default_rng(1).binomial(12, probability, (20, 500))
    return {"rooms_daily": daily(20, 100, requests=wanted, made_online=np.maximum(wanted - 4, 0))}


def test_the_one_slot_case_passes_on_its_law_and_notices_a_higher_rate():
    assert failed(losses.one_slot(one_slot_days(0.3))) == []
    assert len(failed(losses.one_slot(one_slot_days(0.33)))) == 3


def team_tables(teams, per_hour, weeks=4):
    rng = np.random.default_rng(1)
    return room_tables(lambda *_: few_teams_day(rng, teams, per_hour, 4, 60), weeks=weeks)


def test_the_case_of_few_teams_passes_on_its_law_and_notices_many_teams():
    assert failed(losses.few_teams(team_tables(12, 0.25))) == []
    # As many calls of teams that hardly ever meet twice: the loss of Erlang.
    assert len(failed(losses.few_teams(team_tables(120, 0.025)))) == 2


def chain_tables(comes_back, goes, people=20):
    """`desk_use` of people who stay 144 steps a day, from chains that are stationary at arrival."""
    rng = np.random.default_rng(1)
    replications, days = 20, 10
    away = np.empty((replications, days, people, 144), dtype=bool)
    away[..., 0] = rng.random(away.shape[:3]) < goes / (goes + comes_back)
    for step in range(1, 144):
        away[..., step] = rng.random(away.shape[:3]) < np.where(away[..., step - 1], 1 - comes_back, goes)
    dates = daily(replications, 2).select("replication", "date")
    starts, ends = (~away[..., :-1] & away[..., 1:]), (away[..., :-1] & ~away[..., 1:])
    table = dates.with_columns(
        steps=144 * people,
        held_minutes=1440.0 * people,
        away_steps=away.sum(axis=(2, 3)).ravel(),
        away_minutes=10.0 * away.sum(axis=(2, 3)).ravel(),
        away_starts=starts.sum(axis=(2, 3)).ravel(),
        away_ends=ends.sum(axis=(2, 3)).ravel(),
    )
    return {"desk_use": table, "site_daily": dates.with_columns(site_id=pl.lit("S1"), people=people)}


def test_the_presence_case_passes_on_its_chain_and_notices_spells_of_another_length():
    x = 0.3 / 1.15
    assert failed(presence.presence_chain(chain_tables(0.8 * x, 0.2 * x))) == []
    # The same presence in spells a tenth longer.
    wrong = failed(presence.presence_chain(chain_tables(0.73 * x, 0.1825 * x)))
    assert {"mean absence, steps", "correlation with the step before"} <= set(wrong)


def little_tables(held_share=1.0, waited_share=1.0):
    """Ten parties a day, each of which waits ten minutes and stays thirty; shares are of what the other table says."""
    dates = daily(3, 2).select("replication", "date")
    of_party = {
        "asked_minute": 500,
        "start_minute": 510,
        "end_minute": 540,
        "outcome": "waited",
        "wait_minutes": 10.0 / waited_share,
        "room_id": "R1",
    }
    party = [dates.with_columns(**{name: pl.lit(value) for name, value in of_party.items()})] * 10
    visit = dates.with_columns(zone_id=pl.lit("Z1"), arrival_minute=480, departure_minute=960)
    return {
        "room_log": pl.concat(party),
        "rooms": pl.DataFrame({"room_id": ["R1"], "seats": [4]}),
        "rooms_daily": dates.with_columns(seats=4, used_minutes=300.0 * held_share),
        "visits": visit,
        "site_daily": dates.with_columns(site_id=pl.lit("S1"), desks=1, occupied_mean=480 / 720 * held_share),
    }


def test_littles_law_holds_where_both_tables_tell_the_same_and_fails_where_they_do_not():
    assert failed(littles_law.every_resource(little_tables())) == []
    assert failed(littles_law.every_resource(little_tables(held_share=1.02))) == [
        "L / (lambda W), desks",
        "L / (lambda W), rooms of 4",
    ]
    assert failed(littles_law.every_resource(little_tables(waited_share=0.98))) == ["L / (lambda W), queue for rooms"]


def test_rooms_and_queue_are_counted_minute_by_minute():
    parties = [(480, 480, 483), (481, 483, 1500), (482, None, None)]
    refused = [(482, None, None)]
    tables = room_tables(lambda replication, _: parties if replication == 1 else refused, replications=2, weeks=1)
    requests = asked(tables)
    assert held_from(tables, requests)[1, 0, 479:486].tolist() == [0, 1, 1, 1, 1, 1, 1]
    assert held_within(tables, requests)[1, 4, 479:486].tolist() == [0, 0, 1, 1, 0, 1, 1]
    assert waiting(tables, requests)[1, 2, 479:486].tolist() == [0, 0, 0, 1, 1, 0, 0]
    # What lasts beyond midnight is counted until midnight.
    assert counted(held_from(tables, requests)).tolist() == [0.0, 1.0]
    assert refused_share(requests).tolist() == [1.0, pytest.approx(1 / 3)]


def test_what_is_asked_before_eight_is_left_out():
    tables = room_tables(lambda *_: [(COUNTED_FROM - 1, None, None), (COUNTED_FROM, 480, 500)], replications=2, weeks=1)
    assert refused_share(asked(tables)).tolist() == [0.0, 0.0]
    assert refused_share(asked(tables, since=0)).tolist() == [0.5, 0.5]
