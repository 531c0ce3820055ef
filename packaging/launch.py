"""What a bundle starts with: the command line, or a helper process of it."""

from multiprocessing import freeze_support

# Before anything else is imported: a process started for the pipeline ends in here, and must not
# read the command line of the program it was started from.
freeze_support()

if __name__ == "__main__":
    import sys

    from annotator.cli.main import main

    sys.exit(main())
