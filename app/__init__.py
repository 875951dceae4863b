"""Homeward: an evidence-based program registry. Data flows one way: content -> evidence -> catalog -> web."""
