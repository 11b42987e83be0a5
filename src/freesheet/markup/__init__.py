"""A story in reading order with all its notices, and its nodes in HTML and in plain text."""
