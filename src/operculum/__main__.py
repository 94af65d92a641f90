"""`python -m operculum` is the command line."""

from operculum.cli import main

main()
