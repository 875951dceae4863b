"""`homeward new`. May import evidence, files, settings and what all commands share."""
