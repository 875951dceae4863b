"""Changing the text of an entry without touching what did not change: read its parts, write values in the house style, patch, fix.

The law is that of app/evidence: imports the standard library, pydantic, PyYAML and app.evidence; text in, text out. Only `saving` writes files.
"""
