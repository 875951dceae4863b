"""`homeward check`. May import evidence, links, files, settings, git and what all commands share."""
