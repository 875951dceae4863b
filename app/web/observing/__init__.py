"""What an operator sees of a running site: a line for each request, errors with context, and figures.

May import flask, orjson and itself alone: everything that answers may tell it something.
"""
