"""The window. Qt only: no SQL, no spaCy, no use case inside a widget.

Qt is imported here first, and kept from slowing down every import after it: for the sake of
``from __feature__ import …``, which nothing here uses, PySide6 replaces Python's ``__import__`` and
reads the source of whatever module is imported. That took a tenth of the time until the first
article was painted; Python's own is put back.
"""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _import
