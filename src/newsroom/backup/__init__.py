"""Backup: a whole newsroom in one file, and a newsroom from such a file."""
