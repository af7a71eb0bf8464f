"""The site picker and the year calendar of the pages of project, size and close: one site at a time, day by day."""
