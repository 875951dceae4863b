"""Pages that were made, kept packed: each is made once for a generation and a day.

May import flask, and request and response of the web; nothing but the factory imports it.
"""
