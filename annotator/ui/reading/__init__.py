"""The reading view: one article's text with its marks, margins and overview."""
