"""Progress that nobody sees."""

from sim.results.progress import ReplicationProgress


class Silent(ReplicationProgress):
    """Counts without a word."""

    def __init__(self, total: int = 4) -> None:
        super().__init__("test", total)

    def advance(self, *, is_failed: bool = False) -> None:
        """Say nothing."""
