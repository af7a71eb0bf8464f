"""Stub."""
def broken_rules(config, layers): return []
