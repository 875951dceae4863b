"""From a search to a decision: pages, files and API answers of that kind.

May import the catalog, plain values of the subject and of the web request, response, openapi, sharing and
wording.
"""
