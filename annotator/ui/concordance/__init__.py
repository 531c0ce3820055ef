"""The view that lists every place of a word or span with its context."""
