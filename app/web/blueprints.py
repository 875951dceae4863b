"""Every part of the site, in one list."""

from __future__ import annotations

from app.web.api import api
from app.web.api_docs import api_docs
from app.web.badges import badges
from app.web.changes import changes
from app.web.citation_files import citation_files
from app.web.crosswalk import crosswalk
from app.web.discovery import discovery
from app.web.docs import docs
from app.web.downloads import downloads
from app.web.embeds import embeds
from app.web.feeds import feeds
from app.web.oembed import oembed
from app.web.operations import operations
from app.web.pictures import pictures
from app.web.programs import programs
from app.web.promise import promise
from app.web.reading import reading
from app.web.review_calendar import review_calendar
from app.web.suggestions import suggestions
from app.web.topics import topics

FOR_PEOPLE = (reading, programs, topics, crosswalk, docs, changes, promise, api_docs)
FOR_MACHINES = (api, suggestions, downloads, citation_files, feeds, discovery, review_calendar, badges, embeds, oembed, pictures, operations)
