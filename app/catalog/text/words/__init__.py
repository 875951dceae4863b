"""Words before they are looked up: their one form, spelling and stem, what is English, what was joined.

It may import the standard library, snowballstemmer, pyspellchecker and, in joining alone, catalog/text.
"""
