"""The JSON API and its documentation.

May import the catalog, plain values of the subject, and the other folders of the web.
"""
