"""`python -m multifront` is the command `multifront`."""

from multifront.cli import main

main()
