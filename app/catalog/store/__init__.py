"""The files and tables of a generation. May import app.evidence and app.files, no other folder here."""
