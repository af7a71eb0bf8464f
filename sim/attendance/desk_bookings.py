"""Who books a desk for an office day, and who then works at home after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.draws import TABLE_SIZE, field
from sim.records import Decider, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.draws import Luck
    from sim.population import Population
    from sim.records import Plan
    from sim.scenario import Scenario


class DeskBookings:
    """Draws bookings and no-shows by person and day; a no-show stays at home, and the booked desk stays empty."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        bookings = scenario.behavior.bookings
        self._booked_limit = bookings.desk_booked_share * TABLE_SIZE
        self._no_show_limit = bookings.desk_no_show_share * TABLE_SIZE
        self._stream = luck.stream("desk booking")
        self._keys, self._ordinals = population.keys, scenario.days.ordinals
        self._site_bound = population.role == Role.SITE_BOUND

    def write(
        self,
        plan: Plan,
        columns: slice,
        weeks: slice,
        people: slice | NDArray[np.int64],
        needed: NDArray[np.bool_],
    ) -> None:
        """Mark booked days of some people in some columns of the plan, and take back days of those who stay away.

        Whoever is `needed` at a gathering, [weekday, week, person], comes, and so do people bound to the site.
        """
        if self._booked_limit == 0:
            return
        if plan.booked is None or plan.no_show is None:
            plan.booked, plan.no_show = np.zeros_like(plan.office), np.zeros_like(plan.office)
        bits = self._stream.bits_over(self._keys[people], self._ordinals[weeks].T)
        office = plan.office[:, :, columns]
        booked = office & (field(bits, 0) < self._booked_limit)
        free = ~needed & ~self._site_bound[people]
        no_show = booked & free & (field(bits, 1) < self._no_show_limit)
        office &= ~no_show
        plan.booked[:, :, columns] = booked & ~no_show
        plan.no_show[:, :, columns] = no_show
        plan.decided_by[:, :, columns][no_show] = Decider.PERSON
