"""Files become documents and models: bytes, YAML with places, and each mistake as a finding.

May import `check` and `entry` of the subject, pydantic and PyYAML.
"""
