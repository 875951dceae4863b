"""Feeds of changes and reviews due; may import evidence, catalog, web/request, pages, openapi, wording."""
