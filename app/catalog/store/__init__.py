"""The files and tables of a generation. May import app.evidence and sqlmodel, nothing else of the catalog."""
