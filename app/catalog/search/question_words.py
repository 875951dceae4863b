"""The words of a question that say that something is asked, and not about what."""

ASKING = frozenset(
    """define defined defines definition differ difference different does explain explained explanation
    how mean meaning means meant should versus vs what whats why""".split()  # noqa: SIM905
)
"""One of these makes a search a question about its words."""
FRAME = ASKING | frozenset(
    """about am avoid bad between by call called do good i kind me my of program programs say says sort
    tell term trust whether which word worry""".split()  # noqa: SIM905
)
"""Stands in questions beside what they are about."""
