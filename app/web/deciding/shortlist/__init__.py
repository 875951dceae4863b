"""Shortlist, plan table, memo and Hexagon sheet. May import what `app/web/deciding` may, and its facts."""
