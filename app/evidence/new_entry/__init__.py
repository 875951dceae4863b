"""Starting a new entry: its address, its text and the facts in it. It may import app.evidence alone."""
