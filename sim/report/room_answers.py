"""What a planner asks of rooms, answered in a sentence or two: which are missing, who is refused, who uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.questions import Question
from sim.report.room_day import refused_and_too_large
from sim.report.room_fates import all_fates, fates_by_seats
from sim.report.rooms import of_everybody, room_sizes, rooms_are_modeled, seats_words
from sim.report.words import count, fine_percent, legible, listed, percent, plural, with_interval

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.rooms import RoomSize

#: A size refused more often than this is worth a place in a sentence.
_WORTH_NAMING = 0.01
_MOST_NAMED = 3
MISSING = "Which rooms are missing?"


def room_answers(evidence: Evidence) -> list[Question]:
    """Ask and answer in the order of a planner's worries; nothing where no rooms are modeled."""
    if not rooms_are_modeled(evidence):
        return []
    sizes, busy = room_sizes(evidence)
    asked = [
        (MISSING, _missing(evidence, sizes, busy=busy)),
        ("Who finds no room?", _refused(evidence, sizes)),
        ("Would more rooms help those who are refused?", _too_large(evidence)),
        ("What becomes of bookings, and who uses the rooms?", _use(evidence)),
    ]
    return [Question(asked=question, answer=answer) for question, answer in asked if answer]


def _missing(evidence: Evidence, sizes: list[RoomSize], *, busy: bool) -> str:
    """Name each size of which clearly more are wanted than exist, with the site that misses most."""
    without = sum(size.rooms == 0 for size in sizes)
    none = f" {plural(without, 'site has', 'sites have')} no rooms at all." if without else ""
    there = [size for size in sizes if size.rooms]
    if not busy:
        return f"This run is too short for the 95 % day of rooms; the table gives the mean of the daily peaks.{none}"
    if there and there[0].wanted.low is None:
        return f"With one replication it cannot be told which rooms are missing; run more.{none}"
    said = [_of_size(seats, there) for seats in sorted({size.seats for size in there})]
    short = [words for words in said if words]
    unclear = sum(not size.clearly_short and (size.wanted.high or 0) > size.rooms for size in there)
    rest = f" In {_cases(unclear, other=bool(short))} it cannot be told." if unclear else ""
    if not short:
        return f"Of no size are clearly more rooms wanted on the 95 % day than exist, at any site.{rest}{none}"
    instead = _instead(evidence, [size for size in there if size.clearly_short])
    return f"On the 95 % day more rooms are wanted at one moment than exist: {'; '.join(short)}.{instead}{rest}{none}"


def _instead(evidence: Evidence, short: list[RoomSize]) -> str:
    """Say, with a space in front, who takes in those who ask for sizes of which too few exist."""
    if any((size.refused.estimate or 0) >= _WORTH_NAMING for size in short):
        return ""
    places = {(size.site_id, size.seats) for size in short}
    parts = fates_by_seats(evidence, places)
    share = sum(part.number["served_larger"] for part in parts) / max(sum(part.requests for part in parts), 1)
    return (
        f" Hardly anybody is refused for want of them: {fine_percent(share)} of the requests there get a larger room "
        "since the right ones are taken, and some people take a larger one anyway."
    )


def _of_size(seats: int, sizes: list[RoomSize]) -> str:
    """Say at how many sites a size is short, and where most; empty where nowhere."""
    here = [size for size in sizes if size.seats == seats]
    short = [size for size in here if size.clearly_short]
    if not short:
        return ""
    worst = max(short, key=lambda size: size.missing)
    at = f"at {len(short)} of {plural(len(here), 'site')}"
    wanted = f"{with_interval(worst.wanted)} wanted, {count(worst.rooms)} there"
    if len(short) == 1:
        return f"rooms of {seats_words(seats)} at {legible(worst.name)} ({wanted})"
    return (
        f"rooms of {seats_words(seats)} {at}, {count(sum(size.missing for size in short))} in all "
        f"(most at {legible(worst.name)}: {wanted})"
    )


def _cases(number: int, *, other: bool) -> str:
    """Count sizes at sites."""
    case = "other case" if other else "case"
    return f"{plural(number, case)} (a size at a site)"


def _refused(evidence: Evidence, sizes: list[RoomSize]) -> str:
    share = of_everybody(evidence, "refused_share")
    if share.estimate is None:
        return "Nobody asks for a room in this run."
    if share.estimate == 0:
        return "Nobody: every request whose people come gets a room."
    most = sorted(
        (size for size in sizes if (size.refused.estimate or 0) >= _WORTH_NAMING),
        key=lambda size: (-(size.refused.estimate or 0), size.site_id, size.seats),
    )
    said = (
        f"{with_interval(share, fine_percent)} of requests whose people come find no room of any size, after waiting "
        "and other times have been tried; their people meet online or call from their desks"
    )
    if not most:
        return f"{said}. Of no size at any site is it {percent(_WORTH_NAMING)} or more."
    named = [
        f"{seats_words(size.seats)} at {legible(size.name)} ({with_interval(size.refused, percent)})"
        for size in most[:_MOST_NAMED]
    ]
    more = len(most) - len(named)
    rest = f"; in {_cases(more, other=True)} it is {percent(_WORTH_NAMING)} or more" if more else ""
    return f"{said}. Refused most are requests for {listed(named)}{rest}."


def _too_large(evidence: Evidence) -> str:
    """Tell those who are too many for any room from those who came when all were taken."""
    found = refused_and_too_large(evidence)
    if found is None or not found[0]:
        return ""
    refused, too_large = found
    start = f"In the replication whose records are kept, of {plural(refused, 'refused request')}"
    if not too_large:
        return f"Yes: {start[0].lower()}{start[1:]} none is for more people than the largest room of its site seats."
    return (
        f"{start} {count(too_large)} ({percent(too_large / refused)}) {'is' if too_large == 1 else 'are'} for more "
        "people than the largest room of the site seats. Another room of the same sizes would not help them; a larger "
        "one, another site or smaller meetings would."
    )


def _use(evidence: Evidence) -> str:
    used, single = of_everybody(evidence, "use_share"), of_everybody(evidence, "single_share")
    said = []
    if used.estimate is not None:
        said.append(f"People are in the rooms for {with_interval(used, percent)} of all opening hours")
    if single.estimate is not None:
        said.append(f"{with_interval(single, percent)} of that time it is one person")
    fates = all_fates(evidence)
    no_shows = fates.share("no_shows") if fates.requests else 0
    text = f"{'; '.join(said)}." if said else ""
    if no_shows:
        text += f" For {percent(no_shows)} of requests a room had been booked and nobody came."
    return text.strip()
