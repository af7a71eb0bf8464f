"""From records to tidy rows, one family of metrics a file.

Each file has an observer, which sees every block of records of one replication and keeps whole-number arrays, and a
`rows` function, which turns the arrays of all replications into a table of the contract.
"""
