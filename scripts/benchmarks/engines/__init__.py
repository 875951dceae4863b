"""Each engine in one file: it indexes the documents and answers a query with 20 programs, how many there are, and the counts of all facets."""
