"""Every command and every Python snippet of the documents runs, in the order in which a reader would run them."""

import re
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.documents.reading import ROOT, blocks, documents, name, prose

RUN = ("README.md", "docs/how-to.md", "docs/tutorial.md")

#: Lines a reader types that are no part of the program, or that set up the machine.
_OTHERS = ("make run", "make test")


@dataclass(frozen=True)
class Step:
    """What a reader did and what came of it."""

    what: str
    code: int
    output: str


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Follow every document in a folder of its own that has a copy of scenarios/; the steps by document."""

    def follow(document):
        here = tmp_path_factory.mktemp("reader")
        shutil.copytree(ROOT / "scenarios", here / "scenarios")
        return list(_follow(ROOT / document, here))

    with ThreadPoolExecutor(len(RUN)) as pool:
        return dict(zip(RUN, pool.map(follow, RUN), strict=True))


def _follow(document, here):
    for block in blocks(document):
        if block.saved_as:
            (here / block.saved_as).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            yield _run("a Python snippet", [sys.executable, "-c", block.text], here)
        elif block.language in {"console", "sh"}:
            for command in block.commands:
                if command not in _OTHERS:
                    yield _command(command, here)


def _command(command, here):
    program, *arguments = shlex.split(command)
    if program == "cp":
        shutil.copy(here / arguments[0], here / arguments[1])
        return Step(command, 0, "")
    assert program == "office-sim", f"the test does not know how to run: {command}"
    return _run(command, [sys.executable, "-m", "sim", *arguments], here)


def _run(what, arguments, here):
    done = subprocess.run(
        arguments, cwd=here, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    return Step(what, done.returncode, done.stdout + done.stderr)


@pytest.mark.parametrize("document", RUN)
def test_every_command_and_snippet_ends_well(followed, document):
    failed = [step for step in followed[document] if step.code != 0]
    assert not failed, "\n\n".join(f"{step.what}\n{step.output}" for step in failed)
    assert followed[document], "a document to follow has steps"


@pytest.mark.parametrize("document", RUN)
def test_every_run_says_where_its_results_are(followed, document):
    for step in followed[document]:
        if step.what.startswith("office-sim") and "--cfg" not in step.what:
            assert "results: " in step.output


def test_every_command_block_is_in_a_document_that_is_followed():
    others = [name(path) for path in documents() if name(path) not in RUN and any(b.commands for b in blocks(path))]
    assert others == []


def test_every_command_block_prompts_its_commands():
    for document in RUN:
        for block in blocks(ROOT / document):
            if block.language in {"console", "sh"}:
                assert len(block.commands) == len(block.text.splitlines()), block.text


def test_the_make_targets_that_documents_name_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    named = {target for path in documents() for target in re.findall(r"`make (\w+)", path.read_text(encoding="utf-8"))}
    named |= {c.split()[1] for path in documents() for b in blocks(path) for c in b.commands if c.startswith("make ")}
    assert {"run", "test"} <= named <= targets


def test_what_documents_say_in_passing_is_accepted():
    """Commands in the running text compose, though they are not run here."""
    from sim import config

    said = {
        found
        for document in RUN
        for found in re.findall(r"`office-sim ([^`]+)`", prose(ROOT / document))
        if not found.startswith("--")
    }
    assert said
    for arguments in said:
        assert config.read(shlex.split(arguments))
