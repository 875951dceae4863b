"""The form editor: every field of an entry on one page, for the person at this computer.

May import flask, evidence, catalog, settings and files; never web. Only `homeward serve --watch` has it.
"""
