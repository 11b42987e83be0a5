"""`python -m freesheet` is the command `freesheet`."""

from freesheet.cli import main

main()
