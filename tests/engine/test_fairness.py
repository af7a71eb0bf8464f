"""Nobody is turned away for being listed first, last or under an unlucky id."""

from __future__ import annotations

import numpy as np
import pytest

from sim.records import Outcome
from sim.replication import replicate
from tests.building import scenario_of
from tests.chance import assert_counts

SIZE, DESKS, WEEKS = 12, 5, 2_000


def sent_home(teams):
    """How often each of twelve people who arrive in the same minute every day finds none of five desks."""
    scenario = scenario_of(
        zones={"Z1": {"site_id": "S1", "desks": DESKS}},
        teams=teams,
        policy={"kind": "full_office"},
        weeks=WEEKS,
        changes={"cascade": {"another_zone": True, "touchdown": True, "another_site_share": 1.0}},
    )
    visits = replicate(scenario, 0, keep_visits=True).visits
    home = visits["visits_outcome"] == Outcome.FORCED_REMOTE
    return np.bincount(visits["visits_person"][home], minlength=SIZE)


@pytest.mark.parametrize(
    "teams",
    [{"T1": {"size": SIZE}}, {f"T{n:02d}": {"size": 1} for n in range(SIZE)}],
    ids=["one-team", "twelve-teams"],
)
def test_everybody_who_arrives_in_the_same_minute_has_the_same_chance_of_a_desk(teams):
    """10,000 days x 7 sent home of 12. Within a day exactly 7 are, so counts have variance n p (1 - p) and sum 7 n:
    (k - 1)/k times sum of (O - n p)^2 / (n p (1 - p)) is chi-square of k - 1 degrees, as Pearson's with E scaled.
    """
    home = sent_home(teams)
    days, p = WEEKS * 5, (SIZE - DESKS) / SIZE
    assert home.sum() == days * (SIZE - DESKS)
    scale = (SIZE - 1) / (SIZE * (1 - p))
    assert_counts(home * scale, np.full(SIZE, days * p) * scale)
