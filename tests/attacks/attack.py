"""One attack of the corpus: what it brings, how it is set up in a sandbox, and what the sandbox looks like after it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import yaml

CORPUS = Path(__file__).parent / "corpus"
SECRET = "tell-nobody-5417"
#: Stands above the folder the command runs in; every file of the corpus that runs code would leave a mark beside it.
EVIL = "hydra:\n  callbacks:\n    x: {_target_: pathlib.Path.touch, self: MARK}\n"


@dataclass(frozen=True)
class Attack:
    """A file of the corpus. In its texts MARK is a file outside the folder, and NUMBER counts repetitions."""

    name: str
    attack: str
    source: str
    refused: str
    arguments: list[str]
    files: dict[str, str | list] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pipes: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)


def corpus() -> list[Attack]:
    return [
        Attack(name=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(CORPUS.glob("*.yaml"))
    ]


@dataclass(frozen=True)
class Sandbox:
    """`here` is where the command runs; `outside` and `home` are what an attack may reach for."""

    root: Path

    @property
    def here(self) -> Path:
        return self.root / "here"

    @property
    def environment(self) -> dict[str, str]:
        return {"HOME": str(self.root / "home"), "SECRET_TOKEN": SECRET}

    def prepare(self, attack: Attack) -> list[str]:
        """Put everything in its place and return the arguments."""
        for name in ("here", "outside", "home"):
            (self.root / name).mkdir()
        (self.root / "outside" / "evil.yaml").write_text(self._marked(EVIL), encoding="utf-8")
        for name, content in attack.files.items():
            path = self.here / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._marked(_written(content)).encode())
        for name, target in attack.links.items():
            (self.here / name).symlink_to(target)
        for name in attack.pipes:
            os.mkfifo(self.here / name)
        for name in attack.folders:
            (self.here / name).mkdir()
        return [self._marked(argument) for argument in attack.arguments]

    def state(self) -> list[tuple[str, int, int, int]]:
        """Every path with its kind, size and time of change."""
        found = [(path, path.lstat()) for path in sorted(self.root.rglob("*"))]
        return [(str(path), stat.st_mode, stat.st_size, stat.st_mtime_ns) for path, stat in found]

    def _marked(self, text: str) -> str:
        return text.replace("MARK", str(self.root / "outside" / "mark"))


def _written(content: str | list) -> str:
    if isinstance(content, str):
        return content
    return "".join(text.replace("NUMBER", str(n)) for text, times in content for n in range(times))


def complaints(attack: Attack, code: int, out: str, err: str) -> list[str]:
    """What is wrong with the answer to an attack: nothing, if it is refused on one page that gives nothing away."""
    found = []
    if code != 2:
        found.append(f"exit code {code} instead of 2")
    if out:
        found.append(f"stdout: {out[:200]!r}")
    if attack.refused not in err:
        found.append(f"the page does not say {attack.refused!r}: {err[:400]!r}")
    first = err.split("\n", 1)[0]
    if not first.endswith("in the configuration, nothing was run:") or err.count("nothing was run:") != 1:
        found.append(f"not one page: {first[:200]!r}")
    found += [
        f"the page holds {bad!r}" for bad in ("Traceback", SECRET, "\x1b", "pydantic", "Hydra's grammar") if bad in err
    ]
    if len(err) > 20_000 or len(err.splitlines()) > 200:
        found.append(f"the page has {len(err)} characters")
    return found
