"""Who means to be where in a week, before anybody is turned away: absences, norms, and the choice of days."""
