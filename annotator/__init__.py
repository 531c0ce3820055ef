"""Annotator: read news, correct suggested entities, quotes and claims, export datasets."""

__version__ = "0.1.0"
