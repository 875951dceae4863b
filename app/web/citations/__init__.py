"""Citations of programs and studies; may import evidence, catalog, web/request, response and openapi."""
