"""What may be concluded from replications: intervals, quantiles over days, risk curves, paired differences."""
