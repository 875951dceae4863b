"""Every setting of Homeward, read from the environment; nonsense is refused at the start by name."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT, CATALOG, LOG_LEVEL, PORT = ROOT / "content", ROOT / ".catalog", "info", 8000
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")
PUBLIC_ADDRESS = re.compile(r"https?://[^\s/?#]+")


class SettingError(ValueError):
    """A setting cannot be used; the text names the variable, its value and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` has no trailing slash; None means site.yaml's, or else the address of the request."""

    content: Path = CONTENT
    catalog: Path = CATALOG
    base_url: str | None = None
    log_level: str = LOG_LEVEL
    port: int = PORT
    watch: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the five variables that operators set, and HOMEWARD_WATCH, which `serve --watch` sets."""
        return cls(
            content=Path(environment.get("HOMEWARD_CONTENT") or CONTENT),
            catalog=Path(environment.get("HOMEWARD_CATALOG") or CATALOG),
            base_url=_base_url(environment.get("HOMEWARD_BASE_URL")),
            log_level=_log_level(environment.get("HOMEWARD_LOG_LEVEL") or LOG_LEVEL),
            port=_port(environment.get("PORT") or str(PORT)),
            watch=environment.get("HOMEWARD_WATCH") == "1",
        )


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
