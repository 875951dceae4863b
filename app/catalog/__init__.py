"""The disposable copy built for reading: tables, search index, build, read.

May import evidence, sqlmodel, whoosh, numpy, rapidfuzz and itself; never flask or web. Anything here can be deleted and built again from the content.
"""
