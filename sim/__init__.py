"""office-sim: desk, room and shared-office-day demand under hybrid work.

A discrete-event simulation of teams that follow hybrid-work norms. Floors are described in DESIGN terms: records are
the waist; what is above reads them, what is below writes them, and imports only go down.
"""

__version__ = "0.1.0"

#: Changes whenever the same inputs could give other numbers. Part of every store key.
MODEL_VERSION = 5
