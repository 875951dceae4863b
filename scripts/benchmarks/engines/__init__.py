"""Each engine in one file; engines import the documents and queries, never each other."""
