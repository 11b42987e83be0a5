"""`python -m freesheet` is the command `freesheet`."""

from freesheet.cli import main

# The press's processes may import this module, too.
if __name__ == "__main__":
    main()
