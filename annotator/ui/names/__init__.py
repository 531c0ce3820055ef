"""The list of names beside the text, and what is done with them."""
