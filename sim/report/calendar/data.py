"""All that the calendar can show as JSON: texts and numbers written beforehand, what is counted by day as short texts.

The page's script chooses and counts; it formats nothing but whole numbers and judges nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sim.report.calendar.cards import share_texts, whole
from sim.report.calendar.compact import SIGNS, packed
from sim.report.calendar.months import in_words
from sim.report.calendar.scales import SHARES, of_desks, of_people, of_shares
from sim.report.texts import Texts
from sim.report.words import people_a_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.calendar.records import Card, DeskChoice, Place, Seen, YearOfSites
    from sim.report.language import Language


class _People:
    """Means of people sent home as they are written, each once, ascending: a larger place is a larger number."""

    def __init__(self, year: YearOfSites) -> None:
        means = np.unique(np.concatenate([seen.sent_home for place in year.places for seen in place.seen]))
        # Two means that read the same are one; the first of them stands for both.
        read = [people_a_day(mean) for mean in means.tolist()]
        self.texts = list(dict.fromkeys(read))
        self._means = means
        places = {text: number for number, text in enumerate(self.texts)}
        self._numbers = np.array([places[text] for text in read])
        self._said = np.array([float(text.removeprefix("under ").replace(",", "")) for text in self.texts])

    def numbers(
        self, means: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """Return the place of each mean's text."""
        return self._numbers[np.searchsorted(self._means, means)]

    def up_to(self, upper: float) -> int:
        """Return the last place of a text that says `upper` or less; under 0.1 is more than nobody."""
        return int(np.searchsorted(self._said, upper, side="right")) - 1


def calendar_json(year: YearOfSites, language: Language) -> Markup:
    """Return the data as JSON that may stand inside a script element."""
    texts, people = Texts(), _People(year)
    data = {
        "signs": SIGNS,
        "thousands": language.say("number.thousands"),
        "dates": [in_words(day, language) for day in year.dates],
        "weekdays": "".join(str(day.weekday()) for day in year.dates),
        "sent": [language.number(text) for text in people.texts],
        "shares": {"uppers": SHARES, "words": of_shares(language)},
        "headings": year.headings,
        "headings_whole": year.headings_whole,
        "about": year.about,
        "about_whole": year.about_whole,
        "steps": [said for _, said in year.steps],
        "say": _templates(language),
        "places": [_place(place, texts, people, language) for place in year.places],
        "texts": texts.all(),
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # The text of a script element ends at the first `</script`, whatever JSON says of it.
    return Markup(written.replace("<", "\\u003c"))  # noqa: S704 - names of users are inside JSON strings, without <


def _place(place: Place, texts: Texts, people: _People, language: Language) -> dict[str, object]:
    means = np.concatenate([np.rint(seen.mean) for seen in place.seen])
    uppers, words = of_desks(float(means.min()), float(means.max()), language)
    ends, said = of_people(max(float(seen.sent_home.max()) for seen in place.seen), language)
    found: dict[str, object] = {
        "name": place.name,
        "whole": int(place.whole),
        "wanted": {"uppers": uppers, "words": words},
        "home": {"uppers": [people.up_to(end) for end in ends], "words": said},
        "lines": [texts.number(text) for text in place.lines],
        "seen": [_seen(seen, cards, texts, people) for seen, cards in zip(place.seen, place.cards, strict=True)],
    }
    if place.desks is None:
        return found | {"short": [packed(seen.short) for seen in place.seen]}
    return found | {"desks": _choice(place.desks, place.seen[0], texts, language)}


def _seen(seen: Seen, cards: Sequence[Card], texts: Texts, people: _People) -> dict[str, object]:
    return {
        "desks": seen.desks,
        "of": seen.replications,
        "mean": packed(np.rint(seen.mean).astype(np.int64)),
        "low": packed(seen.low),
        "high": packed(seen.high),
        "home": packed(people.numbers(seen.sent_home)),
        "cards": [
            [texts.number(text) for text in (card.value, card.limits, card.rest, card.change, card.tone, card.about)]
            for card in cards
        ],
    }


def _choice(choice: DeskChoice, seen: Seen, texts: Texts, language: Language) -> dict[str, object]:
    written = [share_texts(share, seen.replications, language) for share in choice.short]
    return {
        "count": len(choice.numbers),
        "numbers": packed(np.array(choice.numbers)),
        "today": choice.today,
        "found": choice.found,
        "value": packed(np.array([texts.number(value) for value, _ in written])),
        "limits": packed(np.array([texts.number(limits) for _, limits in written])),
        # Each rank as what it has more than the one below, which is little and so takes one sign.
        "ranked": [packed(more) for more in np.diff(choice.ranked, axis=0, prepend=0)],
        "as_today": language.say("calendar.choose_today", desks=whole(choice.numbers[choice.today], language)),
        "as_found": ""
        if choice.found is None
        else language.say("calendar.choose_found", desks=whole(choice.numbers[choice.found], language)),
        "range": language.say(
            "calendar.slider", first=whole(choice.numbers[0], language), last=whole(choice.numbers[-1], language)
        ),
    }


def _templates(language: Language) -> dict[str, str]:
    """Return the sentences that the page fills."""

    def left(*names: str) -> dict[str, str]:
        return {name: f"{{{name}}}" for name in names}

    return {
        "chosen": language.say("calendar.chosen", **left("place", "choice")),
        "with_desks": language.say("calendar.with_desks", **left("desks")),
        "days": language.say("calendar.days", **left("measure")),
        "said": language.say("calendar.said", **left("chosen", "days", "all_days")),
        "band": language.say("number.span", **left("low", "high")),
        "often": language.say("calendar.often", **left("short", "of")),
        "often_some": language.say("calendar.often_some", **left("short", "of", "all")),
        "one": language.say("calendar.one_replication"),
        "label": language.say("calendar.label", **left("date", "wanted", "often", "home")),
    }
