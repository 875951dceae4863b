"""From a search to a decision: what pages and API of that kind are made from.

May import snapshot, search and text, what was found and rated, never the build or store.
"""
