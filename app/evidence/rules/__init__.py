"""Rules over more than one value: small generators of findings, one file for each thing they look at.

May import `check`, `entry`, `reading` and `rating` of the subject.
"""
