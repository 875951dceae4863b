"""Link checking: asks the web whether links still lead somewhere, and keeps when each was last good.

May import the standard library and app.evidence. A build and a plain check never import this folder.
"""
