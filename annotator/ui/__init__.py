"""The window. Qt only: no SQL, no spaCy, no use case inside a widget."""
