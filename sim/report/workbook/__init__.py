"""The report as a workbook for planners: the tables of the page with their numbers unrounded, beside `report.html`.

It is published, so it is made from the rows of the page, from which small groups are gone already: it never holds more
than the page shows. `book` says what a workbook is, each sheet has a file, and only `excel` knows XlsxWriter.
"""
