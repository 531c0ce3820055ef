"""Pre-annotation: zones of a text, a spaCy pipeline and its worker processes.

Importing this package, ``zones`` or ``worker`` does not import spaCy; ``pipeline``, ``quotes`` and
the modules they use do.
"""
