"""Moving one assumption at a time from one plausible end to the other, and measuring what that changes."""
