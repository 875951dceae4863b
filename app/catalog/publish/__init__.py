"""Generations in PostgreSQL, written by a publisher and copied by nodes; nothing pickled goes in or out.

May import the store, the loading of a snapshot, sqlmodel and psycopg, which is an extra.
"""
