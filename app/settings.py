"""Every setting of Homeward, read from the environment; nonsense is refused at the start by name."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT = "pyproject.toml"
"""Beside the code there is one in a checkout, and none where Homeward was installed."""
CONTENT, CATALOG, LOG_LEVEL, PORT = ROOT / "content", ROOT / ".catalog", "info", 8000
PAGE_CACHE_MB, MOST_PAGE_CACHE_MB = 64, 100_000
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")
LOG_FORMATS = ("text", "json")
ON, OFF, ADDRESS, QUERY = "on", "off", "address", "query"
"""What HOMEWARD_ACCESS_LOG may hold: a line for each request or none, and what it tells of the reader."""
Network = IPv4Network | IPv6Network
PUBLIC_ADDRESS = re.compile(r"https?://[^\s/?#]+")
DATABASE = re.compile(
    r"postgres(ql)?://([^\s/@:?#\[\]]+(:[^\s/@:?#\[\]]*)?@)?[\w.,:%\[\]-]*(/[^\s/@?#]*)?(\?[^\s@?#]*)?"
)
"""So strict that the password can be told from the rest."""
HOST = re.compile(r"(?!.*\.\.)[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")


class SettingError(ValueError):
    """A setting cannot be used; the text names the variable, its value and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` has no trailing slash; None means site.yaml's, or else the address of the request.

    `hosts` are the names under which the site is asked for, without ports; empty means any.
    `access_log` is what a line for each request tells besides what it always does; None means no line.
    A worker keeps at most `page_cache_mb` megabytes of finished pages.
    """

    content: Path = CONTENT
    catalog: Path = CATALOG
    base_url: str | None = None
    log_level: str = LOG_LEVEL
    port: int = PORT
    watch: bool = False
    hosts: tuple[str, ...] = ()
    page_cache_mb: int = PAGE_CACHE_MB
    database_url: str | None = field(default=None, repr=False)
    trusted_proxies: tuple[Network, ...] = ()
    log_format: str = "text"
    access_log: frozenset[str] | None = None
    count_searches: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables that operators set, and HOMEWARD_WATCH, which `serve --watch` sets."""
        content = find_content(environment)
        is_watching = environment.get("HOMEWARD_WATCH") == "1"  # an open page asks once a second then
        return cls(
            content=content,
            catalog=find_catalog(environment, content),
            base_url=_base_url(environment.get("HOMEWARD_BASE_URL")),
            log_level=_log_level(environment.get("HOMEWARD_LOG_LEVEL") or LOG_LEVEL),
            port=_port(environment.get("PORT") or str(PORT)),
            watch=is_watching,
            hosts=_hosts(environment.get("HOMEWARD_HOSTS") or ""),
            page_cache_mb=_page_cache_mb(environment.get("HOMEWARD_PAGE_CACHE_MB") or str(PAGE_CACHE_MB)),
            database_url=_database_url(environment.get("HOMEWARD_DATABASE_URL")),
            trusted_proxies=_networks(environment.get("HOMEWARD_TRUSTED_PROXIES") or ""),
            log_format=_log_format(environment.get("HOMEWARD_LOG_FORMAT") or "text"),
            access_log=_access_log(environment.get("HOMEWARD_ACCESS_LOG") or (OFF if is_watching else ON)),
            count_searches=_yes_or_no("HOMEWARD_COUNT_SEARCHES", environment),
        )


def find_content(environment: Mapping[str, str], here: Path | None = None, code: Path = ROOT) -> Path:
    """The folder that was named; else `content/` where the command is run; else that of a checkout."""
    if named := environment.get("HOMEWARD_CONTENT"):
        return Path(named)
    content = (here or Path.cwd()) / CONTENT.name
    is_registry = (content / "programs").is_dir() or (content / "site.yaml").is_file()
    return code / CONTENT.name if not is_registry and (code / CHECKOUT).is_file() else content


def find_catalog(environment: Mapping[str, str], content: Path = CONTENT, code: Path = ROOT) -> Path:
    """The folder that was named; else beside the checkout whose content it is; else the user's data.

    There each content folder has a catalog of its own.
    """
    if named := environment.get("HOMEWARD_CATALOG"):
        return Path(named)
    whole = content.resolve()
    if (code / CHECKOUT).is_file() and whole == (code / CONTENT.name).resolve():
        return code / CATALOG.name
    return _user_data(environment) / "homeward" / _catalog_name(whole)


def _catalog_name(content: Path) -> str:
    """“schools-3f2a91c07d5e” for …/schools/content: for people to read, and never that of another folder."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", content.parent.name).strip("-")[:40] or "registry"
    return f"{name}-{hashlib.sha256(os.fsencode(content)).hexdigest()[:12]}"


def _user_data(environment: Mapping[str, str]) -> Path:
    home, given = environment.get("HOME"), environment.get("XDG_DATA_HOME") or ""
    if os.path.isabs(given):
        return Path(given)
    if not home:
        raise SettingError(
            "HOMEWARD_CATALOG is not set, and there is no HOME to keep the catalog in: set one"
        )
    data = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return Path(home) / data


def _hosts(value: str) -> tuple[str, ...]:
    names = value.lower().replace(",", " ").split()
    for name in names:
        if not HOST.fullmatch(name):
            wanted = "give names without scheme, port and path, with a comma between them"
            raise SettingError(
                f"HOMEWARD_HOSTS={value}: “{name}” is no host: {wanted}, for example registry.example.org"
            )
    return tuple(names)


def _base_url(value: str | None) -> str | None:
    if not value:
        return None
    if not PUBLIC_ADDRESS.fullmatch(value.rstrip("/")):
        wanted = "give the scheme and host of the public address, without a path"
        raise SettingError(f"HOMEWARD_BASE_URL={value}: {wanted}, for example https://registry.example.org")
    return value.rstrip("/")


def _database_url(value: str | None) -> str | None:
    if value and not DATABASE.fullmatch(value):  # which is not repeated: there is a password in it
        wanted = "give the address of a PostgreSQL database, with %XX for signs of a password"
        example = "postgresql://homeward_node:PASSWORD@db.example.org/homeward"
        raise SettingError(f"HOMEWARD_DATABASE_URL: {wanted}, for example {example}")
    return value or None


def _yes_or_no(name: str, environment: Mapping[str, str]) -> bool:
    value = environment.get(name) or "no"
    if value.lower() not in ("yes", "no"):
        raise SettingError(f"{name}={value}: use yes or no")
    return value.lower() == "yes"


def _page_cache_mb(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or int(value) > MOST_PAGE_CACHE_MB:
        wanted = f"use a number of megabytes from 0 (nothing is kept) to {MOST_PAGE_CACHE_MB:,}"
        raise SettingError(f"HOMEWARD_PAGE_CACHE_MB={value}: {wanted}, for example {PAGE_CACHE_MB}")
    return int(value)


def _log_level(value: str) -> str:
    if value.lower() not in LOG_LEVELS:
        raise SettingError(f"HOMEWARD_LOG_LEVEL={value}: use one of {', '.join(LOG_LEVELS)}")
    return value.lower()


def _log_format(value: str) -> str:
    if value.lower() not in LOG_FORMATS:
        raise SettingError(f"HOMEWARD_LOG_FORMAT={value}: use one of {', '.join(LOG_FORMATS)}")
    return value.lower()


def _access_log(value: str) -> frozenset[str] | None:
    words = set(value.lower().replace(",", " ").split())
    if words - {ON, OFF, ADDRESS, QUERY} or (OFF in words and len(words) > 1):
        wanted = f"use {ON}, {OFF}, or what each line should also tell: {ADDRESS}, {QUERY} or both"
        raise SettingError(f"HOMEWARD_ACCESS_LOG={value}: {wanted}")
    return None if OFF in words else frozenset(words - {ON})


def _networks(value: str) -> tuple[Network, ...]:
    networks = []
    for name in value.replace(",", " ").split():
        try:
            networks.append(ip_network(name))
        except ValueError as error:
            wanted = "give addresses or networks with a comma between them, for example 10.0.0.5, fd00::/8"
            raise SettingError(f"HOMEWARD_TRUSTED_PROXIES={value}: “{name}” is neither: {wanted}") from error
    return tuple(networks)


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= 65535:
        raise SettingError(f"PORT={value}: use a number from 1 to 65535, for example 8080")
    return int(value)
