"""Badges, cards and pictures for other sites; may import evidence, catalog, web/request, response, openapi."""
