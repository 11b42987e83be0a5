"""Export and import: what a newsroom has written, in files that anybody can read."""
