"""What scripts/bench measures with. May import app, which never imports it; engines know nothing of each other.

words -> entries -> corpus (a content folder) -> building -> documents -> drawing (of queries) -> engines -> racing -> report
"""
