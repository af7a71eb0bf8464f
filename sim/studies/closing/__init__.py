"""Which parts of the office could close: the parts, the world without them, and what that does to people."""
