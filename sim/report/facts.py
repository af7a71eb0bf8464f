"""What the report has to know about a run beside its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date


class Assumption(Protocol):
    """A value of the configuration with the source that stands beside it: `key` dotted, `file` where it is set."""

    @property
    def key(self) -> str:
        """Dotted name of the value."""
        ...

    @property
    def value(self) -> str:
        """The value as text."""
        ...

    @property
    def source(self) -> str:
        """Where the value comes from; starts with `J` when it is somebody's judgment."""
        ...

    @property
    def file(self) -> str:
        """The file that sets the value, relative to the configuration."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names, size and provenance of one run; `replications_done` may be below `_planned` when some failed.

    Of several runs, `replications_failed` is of the one that lost most. `language` is the code of a catalog.
    """

    scenario: str
    policy: str
    title: str
    question: str
    organization: str
    people: int
    study: str
    seed: int
    replications_planned: int
    replications_done: int
    weeks: int
    first_date: date
    last_date: date
    service_level: float
    version: str
    key: str
    language: str = "en"
    assumptions: tuple[Assumption, ...] = ()
    replications_failed: int = 0
