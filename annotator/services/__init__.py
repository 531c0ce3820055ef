"""Use cases, one file each. No Qt; a mutation is one function in one transaction."""
