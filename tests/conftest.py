"""What all tests share: examples drawn by Hypothesis are the same in every run, so that no test can flap."""

from hypothesis import settings

settings.register_profile("reproducible", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("reproducible")
