"""JSON Schema of the content, for editors. It may import app.evidence and pydantic."""
