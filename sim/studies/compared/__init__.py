"""What study=compare makes of several worlds under the same luck, one table a file."""
