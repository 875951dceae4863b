"""Badges, cards and pictures for other sites; may import evidence, catalog, request, response, openapi."""
