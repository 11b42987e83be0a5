"""Freesheet measured side by side with its peers; `make benchmarks` prints a table of ratios."""
