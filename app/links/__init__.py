"""Whether the links of the content still lead somewhere: asked of the web, politely, and remembered with the day on which each was last good.

May import stdlib and app.evidence. A build and a plain check never come here.
"""
