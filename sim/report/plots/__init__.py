"""One figure per file, and the only place that imports matplotlib: `Figure` and its canvases directly, never pyplot."""
