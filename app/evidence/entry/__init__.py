"""What an entry holds: its models, the kinds of value and their checks, and values in words.

May import pydantic and nothing else of app.
"""
