"""Changing the text of an entry without touching what did not change.

It may import the standard library, pydantic, PyYAML and app.evidence: text comes in and goes out.
"""
