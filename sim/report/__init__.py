"""What a reader sees of a run: the answer in one sentence, figures and one HTML page. Reads tables, simulates nothing.

Everything written here is meant to be passed on, so groups under 5 people are suppressed (`sim.report.suppression`).
matplotlib stays in `sim.report.plots` and is imported only when figures are drawn.
"""
