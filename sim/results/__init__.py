"""The store (one replication, one file), the processes that fill it, and the results folder that is a view of it."""
