"""Plain data and pure functions. Standard library only; imports nothing of the other packages."""
