"""Only what studies found, outcome by outcome, and how it is said in plain sentences.

It may import the models of an entry and how findings count for a rating, never what reads, checks or renders.
"""
