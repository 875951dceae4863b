"""The form editor: every field of an entry on one page, for the person at this computer, under `homeward serve --watch` alone.

May import flask, evidence, catalog, settings and itself; never web. Its routes exist only when the factory registers them.
"""
