"""Serves a pressed site: files from memory, already compressed, and the search that needs no script."""
