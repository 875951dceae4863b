"""What is due for review or open on a day. It may import app.evidence alone."""
