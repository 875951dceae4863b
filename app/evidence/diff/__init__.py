"""Comparing two registries: what a change does, in sentences, most important first.

`compare` puts it together and `diff_report` prints it. It may import app.evidence alone.
"""
