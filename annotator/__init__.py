"""Annotator: read news, correct suggested entities, quotes and claims, export datasets."""

__version__ = "0.1.0"

import logging

# Who wants a log asks for it (services/logs.py); without that nothing is printed.
logging.getLogger(__name__).addHandler(logging.NullHandler())
