"""Which addresses are for machines: any site may read whatever they answer, and their errors are JSON."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from app.web.openapi.operations import OPERATION
from app.web.request.formats import FORMAT, match_format

API_PATH = "/api/"
ENDINGS = (".json", ".jsonld", ".csv", ".xml", ".atom", ".ics", ".txt", ".sqlite")


def is_for_machines() -> bool:
    """Whether this request asks for such an address, existing or not, by any method."""
    if request.path.startswith(API_PATH) or request.path.endswith(ENDINGS):
        return True
    form, _ = match_format(request.path)
    if form is not None and form is not FORMAT["page"]:
        return True
    return (request.endpoint or _endpoint_of_get()) in OPERATION


def _endpoint_of_get() -> str | None:
    """The endpoint that would answer a GET without a slash at the end."""
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter.match(f"/{request.path.strip('/')}", method="GET")[0] if adapter else None
    except HTTPException:
        return None
