"""The employer's rules, one policy a file, found by its `kind` in the closed registry of `sim.policies.registry`."""
