"""Every setting of Homeward, read from the environment; nonsense is refused at the start by name."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT = "pyproject.toml"
"""Beside the code there is one in a checkout, and none where Homeward was installed."""
CONTENT, CATALOG, LOG_LEVEL, PORT = ROOT / "content", ROOT / ".catalog", "info", 8000
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")
PUBLIC_ADDRESS = re.compile(r"https?://[^\s/?#]+")
HOST = re.compile(r"(?!.*\.\.)[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")


class SettingError(ValueError):
    """A setting cannot be used; the text names the variable, its value and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` has no trailing slash; None means site.yaml's, or else the address of the request.

    `hosts` are the names under which the site is asked for, without ports; empty means any.
    """

    content: Path = CONTENT
    catalog: Path = CATALOG
    base_url: str | None = None
    log_level: str = LOG_LEVEL
    port: int = PORT
    watch: bool = False
    hosts: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables that operators set, and HOMEWARD_WATCH, which `serve --watch` sets."""
        return cls(
            content=Path(environment.get("HOMEWARD_CONTENT") or CONTENT),
            catalog=find_catalog(environment),
            base_url=_base_url(environment.get("HOMEWARD_BASE_URL")),
            log_level=_log_level(environment.get("HOMEWARD_LOG_LEVEL") or LOG_LEVEL),
            port=_port(environment.get("PORT") or str(PORT)),
            watch=environment.get("HOMEWARD_WATCH") == "1",
            hosts=_hosts(environment.get("HOMEWARD_HOSTS") or ""),
        )


def find_catalog(environment: Mapping[str, str], code: Path = ROOT) -> Path:
    """The folder that was named; else beside a checkout; else, where it was installed, the user's data."""
    if named := environment.get("HOMEWARD_CATALOG"):
        return Path(named)
    if (code / CHECKOUT).is_file():
        return code / CATALOG.name
    home, given = environment.get("HOME"), environment.get("XDG_DATA_HOME") or ""
    if os.path.isabs(given):
        return Path(given) / "homeward" / "catalog"
    if not home:
        raise SettingError(
            "HOMEWARD_CATALOG is not set, and there is no HOME to keep the catalog in: set one"
        )
    data = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return Path(home) / data / "homeward" / "catalog"


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


def _log_level(value: str) -> str:
    if value.lower() not in LOG_LEVELS:
        raise SettingError(f"HOMEWARD_LOG_LEVEL={value}: use one of {', '.join(LOG_LEVELS)}")
    return value.lower()


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= 65535:
        raise SettingError(f"PORT={value}: use a number from 1 to 65535, for example 8080")
    return int(value)
