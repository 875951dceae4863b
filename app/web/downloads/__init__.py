"""The registry to take away, as CSV, JSON, Markdown and SQLite.

May import the catalog, plain values of the subject and of the web request, response, openapi and wording.
"""
