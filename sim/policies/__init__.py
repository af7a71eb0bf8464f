"""The employer's rules, one policy a file; each is found by its `kind` in the closed registry of `sim.policies.registry`."""
