"""The subject: read an entry, check it, derive a rating, render its Markdown.

May import the standard library, pydantic, PyYAML, markdown, nh3 and itself;
never flask, sqlmodel, whoosh or another folder of app.
"""
