"""Every study writes workbook.xlsx beside report.html, the same bytes each time; neither where no report is asked."""

import json

import pytest

from sim.__main__ import main
from tests.report.read_workbook import every_cell, opened, table_of

FEW = ["scenario=small_office", "run=quick", "run.replications=2", "run.weeks=13", "run.workers=1"]


def folder_of(results_dir, *arguments):
    assert main([*FEW, *arguments, f"results_dir={results_dir}"]) == 0
    (folder,) = [path for path in results_dir.iterdir() if not path.name.startswith(".")]
    return folder


@pytest.mark.parametrize(
    ("study", "sheets"),
    [
        (["study=project"], {"Sites", "Desks by service level", "Zones", "Rooms", "Assumptions"}),
        (["study=size"], {"Sites", "Desks by service level", "Zones", "Rooms", "Rules of thumb", "Assumptions"}),
        (["study=compare", "study.policies=[free_choice]"], {"Comparison", "Frontier", "Winners", "Assumptions"}),
    ],
)
def test_a_study_writes_the_same_workbook_each_time_and_tells_its_hash(study, sheets, tmp_path, capsys):
    once = folder_of(tmp_path / "one", *study)
    content = (once / "workbook.xlsx").read_bytes()
    assert content == (folder_of(tmp_path / "two", *study) / "workbook.xlsx").read_bytes()
    assert "workbook.xlsx" in json.loads((once / "manifest.json").read_text(encoding="utf-8"))["files"]
    book = opened(content)
    assert sheets <= set(book.sheetnames)
    assert {cell.data_type for cell in every_cell(book)} <= {"s", "n", "d"}
    assert "behavior.wishes.office_days_share" in table_of(book, "Assumptions").column("Key")
    answer = [row[1].value for row in book["Summary"].iter_rows(max_col=2) if row[0].value == "Answer"]
    assert answer[0] in capsys.readouterr().out


def test_without_a_report_there_is_no_workbook(tmp_path):
    assert not (folder_of(tmp_path, "output.report=false") / "workbook.xlsx").exists()
