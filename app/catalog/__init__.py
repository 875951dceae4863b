"""The disposable copy of the content that is built for reading: tables, search index, snapshots, search.

May import app.evidence, app.files, sqlmodel, sqlalchemy, whoosh, numpy, rapidfuzz and itself, never flask
or app.web.
Its folders import one another in this order only: store, text, snapshot, then search, suggest and build.
"""
