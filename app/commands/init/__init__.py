"""`homeward init`, with the files of a new registry. May import settings and what all commands share."""
