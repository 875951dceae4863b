"""What people and machines see: pages, API, headers, errors.

May import flask and its extensions, catalog, itself, and from evidence only plain values; never builds,
parses or rates. Its folders import each other one way: pages, API and files -> response -> request.
"""
