"""`python -m gradsheet` is `gradsheet`."""

from .cli import main

main(prog_name="gradsheet")
