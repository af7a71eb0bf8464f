"""The parts of the study `size`, one subject a file: desks, rooms, search, confirmation, rules of thumb, tables."""
