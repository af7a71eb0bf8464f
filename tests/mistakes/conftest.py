"""`page(...)` runs the command on a mistake, and holds it to what every mistake promises."""

import pytest

from sim.__main__ import main


@pytest.fixture
def page(capsys, tmp_path, monkeypatch):
    """Return the page for these arguments: exit code 2, nothing on stdout, nothing written, no traceback."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments, scenario=None):
        if scenario is not None:
            content = scenario.encode() if isinstance(scenario, str) else scenario
            (folder / "mine.yaml").write_bytes(content)
            arguments = ("scenario=mine.yaml", *arguments)
        before = sorted(folder.rglob("*"))
        assert main(list(arguments)) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "Traceback" not in captured.err
        assert "Input should" not in captured.err
        assert "pydantic" not in captured.err
        assert sorted(folder.rglob("*")) == before
        return captured.err

    return run
