"""The program from Python: compose a scenario, run its study, have the tables. Nothing is written unless asked for.

from sim import load_scenario, run

result = run(load_scenario("small_office", policy="free_choice", run={"replications": 2, "weeks": 13}))
print(result.answer)
print(result.tables["summary"])
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sim import config, studies
from sim.config.page import render
from sim.errors import InputError
from sim.report.written_tables import WrittenTables
from sim.results.folder import MANIFEST

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    import polars as pl

    from sim.studies.job import Job

#: Texts that need no quotes in Hydra's grammar, where some words are no texts.
_PLAIN = re.compile(r"(?!(?:true|false|null|nan|inf)$)[a-z][\w/-]*|\d{1,2}:\d\d|\d{4}-\d\d-\d\d")
#: A quote, or the end that a quote will follow, with the backslashes before it.
_BEFORE_QUOTE = re.compile(r"(\\*)('|\Z)")
#: Taken as they are by the front door.
_AS_THEY_ARE = ("title", "question")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a study found: its `answer` in words, `tables` by name, and the `manifest` with seed, counts and failures.

    `folder` is None where nothing was written.
    """

    answer: str
    tables: Mapping[str, pl.DataFrame]
    manifest: Mapping[str, Any] = field(repr=False)
    folder: Path | None = None


def load_scenario(name_or_path: str | os.PathLike[str], /, **overrides: object) -> Job:
    """Compose a scenario and check it, as the command line does.

    Parameters
    ----------
    name_or_path
        A name under scenarios/, or the path of a YAML file, a workbook or a folder of CSV files.
    overrides
        Any key of the configuration. A group takes the name of a file (`policy="free_choice"`) or a mapping of values
        (`run={"weeks": 13}`); dotted keys work too (`**{"run.weeks": 13}`).

    Raises
    ------
    sim.errors.InputError
        With all mistakes at once, in its attribute `mistakes` and, in words, below the traceback.

    Examples
    --------
    >>> job = load_scenario("small_office", policy="anchor_days", run={"weeks": 26, "replications": 4})
    >>> job.name, job.policy, job.scenario.run.weeks
    ('small_office', 'anchor_days', 26)
    >>> int(job.scenario.office.desks.sum())
    60
    >>> from sim.errors import InputError
    >>> try:
    ...     load_scenario("small_office", run={"weeks": 0})
    ... except InputError as error:
    ...     [(mistake.key, mistake.allowed) for mistake in error.mistakes]
    [('run.weeks', 'a whole number from 1 to 5,200')]
    """
    if "results_dir" in overrides:
        raise TypeError("where results are written is told to run(job, results_dir=...)")
    try:
        return config.load(str(name_or_path), [f"{key}={text}" for key, text in _flat("", overrides)])
    except InputError as error:
        error.add_note(render(error.mistakes))
        raise


def run(job: Job, results_dir: str | os.PathLike[str] | None = None) -> Result:
    """Run the study of a job and return what it found.

    Parameters
    ----------
    results_dir
        Where to write the results folder, and to keep finished replications for the next run. None writes nothing: no
        page, no figures; all is computed anew and tables are kept in memory.

    Examples
    --------
    >>> small = load_scenario("small_office", run={"replications": 2, "weeks": 13, "workers": 1})
    >>> result = run(small)
    >>> result.answer.startswith("Under team_led")
    True
    >>> result.folder is None
    True
    >>> result.tables["city_daily"].height == 2 * len(small.scenario.days.workdays)
    True
    >>> result.manifest["replications_done"]
    2
    """
    asked = results_dir is not None
    with nullcontext(results_dir) if asked else TemporaryDirectory(prefix="office-sim-") as place:
        moved = _writing_to(Path(str(place)), job, report=asked)
        with redirect_stdout(io.StringIO()):
            folder = studies.run(moved, config.load).folder
        written = WrittenTables(folder / "tables")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Result(
            answer=str(manifest.get("answer", "")),
            tables=written if asked else dict(written),
            manifest=manifest,
            folder=folder if asked else None,
        )


def _writing_to(results_dir: Path, job: Job, *, report: bool) -> Job:
    """Return the job, and what it compares, with its place for results; without a report where none is wanted."""
    output = replace(job.scenario.output, report=job.scenario.output.report and report)
    return replace(
        job,
        results_dir=results_dir,
        scenario=replace(job.scenario, output=output),
        variants=tuple(replace(variant, results_dir=results_dir) for variant in job.variants),
    )


def _flat(above: str, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield dotted keys with their values as the command line has them."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{above}{key}.", value)
        else:
            yield f"{above}{key}", str(value) if key in _AS_THEY_ARE and not above else _text(value)


def _text(value: object) -> str:
    """Write a value in Hydra's grammar."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{','.join(_text(one) for one in value)}]"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if _PLAIN.fullmatch(text):
        return text
    return f"'{_BEFORE_QUOTE.sub(_escaped, text)}'"


def _escaped(found: re.Match[str]) -> str:
    """Double backslashes before a quote, where alone Hydra takes them for an escape, and escape the quote."""
    return 2 * found[1] + ("\\'" if found[2] else "")
