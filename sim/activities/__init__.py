"""Why people come together, one activity a file, found by its `kind` in the closed registry beside them.

An activity turns its settings into gatherings of a block of weeks: who is invited, when, where, who has to be there.
"""
