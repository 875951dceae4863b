"""How values, verdicts and changes are said on pages. May import request and plain values of the subject."""
