"""Autocomplete over the names of programs, topics and populations. May import snapshot."""
