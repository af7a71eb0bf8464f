"""Two tables about the same people, by unit and by site, hide together what each would tell of the other."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.report.suppression import SMALLEST_GROUP, suppressed_beside, suppressed_groups

ALONE = {("Planning", "Tower"): 20, ("Archive", "Mill"): 8, ("Planning", "Pier"): 3, ("Building", "Square"): 24}
CELLS = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("wxyz")), st.integers(0, 12), min_size=1, max_size=9
)


def test_a_unit_that_is_all_there_is_at_a_hidden_site_is_hidden_too():
    assert set(suppressed_beside(ALONE, {"Pier", "Mill"})) == {"Archive", "Planning"}


def test_nothing_is_hidden_where_units_and_sites_are_large_and_well_mixed():
    mixed = {(unit, site): 10 for unit in "ABC" for site in "xy"}
    assert suppressed_beside(mixed, ()) == {}


def test_three_people_of_a_large_unit_who_sit_apart_are_not_told_by_a_difference():
    cells = {("A", "x"): 40, ("A", "y"): 3, ("B", "y"): 30, ("C", "z"): 30}
    assert "A" in suppressed_beside(cells, ())


def test_nobody_is_no_group():
    assert suppressed_beside({}, ()) == {}
    assert suppressed_beside({("A", "x"): 0}, ()) == {}


@given(CELLS)
def test_no_union_of_shown_units_less_one_of_shown_sites_is_a_small_group(cells):
    """Every set of shown units with all sites that lie within it, up to three of either: what remains is 0 or 5."""
    sizes = {site: sum(people for (_, at), people in cells.items() if at == site) for _, site in cells}
    sites_hidden = suppressed_groups(sizes)
    hidden = suppressed_beside(cells, sites_hidden)
    pairs = [pair for pair, people in cells.items() if people]
    people = np.array([cells[pair] for pair in pairs])
    units = [[pair[0] == unit for pair in pairs] for unit in sorted({unit for unit, _ in pairs} - set(hidden))]
    sites = [[pair[1] == site for pair in pairs] for site in sorted({site for _, site in pairs} - set(sites_hidden))]
    secret = [[pair[1] == site for pair in pairs] for site in sites_hidden]
    for whole, parts in ((units, sites), (sites, units)):
        for more in range(1, len(whole) + 1):
            for taken in combinations(whole, more):
                union = np.any(taken, axis=0)
                rest = union.copy()
                for part in parts:
                    if not (np.array(part) & ~union).any():
                        rest &= ~np.array(part)
                left = people[rest].sum()
                assert not any(np.array_equal(rest, one) for one in secret)
                if len(taken) == 1:
                    assert left == 0 or left >= SMALLEST_GROUP
