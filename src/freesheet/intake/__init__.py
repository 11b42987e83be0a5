"""Take a story in, in whatever form a person has it: one module per source."""
