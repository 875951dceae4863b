"""Measures the site beside other engines; may import app, which never imports it."""
