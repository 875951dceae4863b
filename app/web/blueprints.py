"""Every part of the site, in one list."""

from app.web.api.docs import api_docs
from app.web.api.health import operations
from app.web.api.suggestions import suggestions
from app.web.api.v1 import api
from app.web.citations.views import citation_files
from app.web.deciding.compare.compare_views import compare
from app.web.deciding.map_views import evidence_map
from app.web.deciding.shortlist.document_views import documents
from app.web.deciding.shortlist.shortlist_views import shortlist
from app.web.discovery.views import discovery
from app.web.downloads.ratings import rating_rows
from app.web.downloads.views import downloads
from app.web.feeds.review_calendar import review_calendar
from app.web.feeds.views import feeds
from app.web.pages.about import promise
from app.web.pages.changes_page import changes
from app.web.pages.crosswalk import crosswalk
from app.web.pages.fit_page import fit_pages
from app.web.pages.programs import programs
from app.web.pages.registry_scales import registry_scales
from app.web.pages.rules import docs
from app.web.pages.site import reading
from app.web.pages.topics import topics
from app.web.sharing.badges import badges
from app.web.sharing.embeds import embeds
from app.web.sharing.oembed import oembed
from app.web.sharing.pictures import pictures

FOR_PEOPLE = (
    reading, programs, fit_pages, topics, compare, shortlist, documents, evidence_map, crosswalk,
    registry_scales, docs, changes, promise, api_docs,
)  # fmt: skip
FOR_MACHINES = (
    api, suggestions, downloads, rating_rows, citation_files, feeds, discovery, review_calendar, badges,
    embeds, oembed, pictures, operations,
)  # fmt: skip
