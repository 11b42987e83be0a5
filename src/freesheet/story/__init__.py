"""What a story is: its nodes, its file, and what can be asked of it."""
