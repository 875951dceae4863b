"""What each program answers to what a family needs, and which come first: pure functions over a snapshot.

May import the snapshot, the searches that offer answers, numpy and the subject's plain values.
"""
