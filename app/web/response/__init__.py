"""What every answer shares: headers, errors, redirects, tombstones, CSV. May import request and openapi."""
