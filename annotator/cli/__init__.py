"""The command line. Qt and spaCy are imported only by the commands that need them."""

from annotator.nlp.threads import one_thread

# Here, as the commands' modules import sqlite_utils, and that numpy where it is installed.
one_thread()
