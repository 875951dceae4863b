"""What machines can ask here and what they get, described once: the OpenAPI document, CORS and errors follow.

May import request, what the catalog reads and plain values of the subject. To describe a new address, add an
Operation in `operations.py`, its parameters in `parameters.py` and the type of its answer in `answers.py`.
"""
