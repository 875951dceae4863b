"""What machines can ask here and what they get, described once: `operations.py` is the table. The OpenAPI document, the page `/api`, CORS and the form of errors follow from it.

Describe a new address: one Operation for its endpoint in `operations.py`, its parameters in `parameters.py`, its answer in `shapes.py`. `tests/web/openapi/test_document.py` fails until it is there.
"""
