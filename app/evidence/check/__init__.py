"""What a check says: problems as values, every rule with its examples, and reports of both.

May import nothing else of the subject: rules and readers import it.
"""
