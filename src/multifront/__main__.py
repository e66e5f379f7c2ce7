"""`python -m multifront` is the command `multifront`."""

from multifront.cli import main

if __name__ == "__main__":  # not in the processes that judge beside it
    main()
