"""Autocomplete over names and over what explains words and ratings. May import snapshot and search."""
