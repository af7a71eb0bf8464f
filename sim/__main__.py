"""The command line: read the jobs, run each study, say where the results are."""

from __future__ import annotations

import os
import sys

from sim import config
from sim.errors import InputError, OfficeSimError

_DISK_TROUBLE = 74
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code; see ``office-sim --help``."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(given)
    except InputError as error:
        print(config.mistake_page(error.mistakes), file=sys.stderr)
        return error.exit_code
    except OfficeSimError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted: the same command goes on where this one stopped", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output, `head` for example, has seen enough; what is left must not be flushed into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"disk trouble: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return _DISK_TROUBLE


def _run(arguments: list[str]) -> int:
    text = config.answer(arguments)
    if text is not None:
        print(text)
        return 0
    jobs = config.read(arguments)

    from sim import studies

    worst = 0
    for job in jobs:
        outcome = studies.run(job, config.load)
        print(f"results: {outcome.folder}", flush=True)
        worst = max(worst, outcome.exit_code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
