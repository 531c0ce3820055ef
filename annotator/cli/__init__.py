"""The command line. Qt and spaCy are imported only by the commands that need them."""
