"""Words of texts and questions: their one form, spelling and stem, what is joined, how they are read.

It may import snowballstemmer, pyspellchecker and catalog/text.
"""
