"""The pages for people, one file for each kind. May import request, response, wording, catalog, evidence."""
