"""Markdown as GitHub reads it, where entries are reviewed: blocks with their lines, limits, safe HTML.

May import the standard library, markdown, nh3 and cmarkgfm; nothing else of the subject.
"""
