"""Settings from environment variables: URL, model, key, and limits on spending."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graphkit.errors import ModelError

PREFIX = "GRAPHKIT_OPENAI_"
LOCAL = ("localhost", "127.0.0.1", "::1")
"""Hosts to which a key may go unencrypted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of an endpoint; the key is never shown."""

    url: str
    """The base URL, to which ``/chat/completions`` is added."""
    model: str
    cache: Path
    """The file that caches answers."""
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0
    """Most seconds to wait for an answer."""
    tokens: int = 1_000_000
    """Most tokens, in and out, that one build may use."""
    prices: tuple[float, float] | None = None
    """Per million tokens in, and per million out."""
    cost: float | None = None
    """The most that one build may spend, in the currency of the prices."""
    tries: int = 5
    pause: float = 1.0
    """Seconds before the second try; each further pause is twice as long."""


def read(environment: Mapping[str, str]) -> Settings:
    """Read the settings from an environment; raises ModelError naming the variable."""
    given = {name: value for name in _NAMES if (value := environment.get(PREFIX + name, "").strip())}
    for name, what in (
        ("URL", "the address of an endpoint, as http://localhost:8000/v1"),
        ("MODEL", "the model to ask"),
    ):
        if name not in given:
            raise ModelError(f"the extractor 'openai' needs {PREFIX}{name}", f"set it to {what}")
    key = given.get("KEY")
    if key is not None and not (key.isascii() and key.isprintable()):
        raise ModelError(f"{PREFIX}KEY contains characters that no key has", "set it again")
    home = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    prices = None
    if "PRICES" in given:
        parts = given["PRICES"].split()
        if len(parts) != 2:
            raise ModelError(f"{PREFIX}PRICES is {given['PRICES']!r}", "write two numbers, such as 0.15 0.60")
        prices = _number("PRICES", parts[0], 0), _number("PRICES", parts[1], 0)
    if "COST" in given and prices is None:
        raise ModelError(f"{PREFIX}COST without {PREFIX}PRICES", "set the prices of a million tokens in and out")
    return Settings(
        url=_address(given["URL"], key),
        model=given["MODEL"],
        cache=Path(given.get("CACHE") or Path(home) / "graphkit" / "openai.sqlite"),
        key=key,
        seconds=_number("TIMEOUT", given.get("TIMEOUT", "120"), 0.001),
        tokens=int(_number("TOKENS", given.get("TOKENS", "1000000"), 1)),
        prices=prices,
        cost=_number("COST", given["COST"], 0) if "COST" in given else None,
    )


_NAMES = ("URL", "MODEL", "KEY", "CACHE", "TIMEOUT", "TOKENS", "PRICES", "COST")


def _number(name: str, text: str, least: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number < math.inf:
        raise ModelError(f"{PREFIX}{name} is {text!r}", f"write a number of at least {least:g}")
    return number


def _address(url: str, key: str | None) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise ModelError(f"{PREFIX}URL is not a valid address", "write it as http://localhost:8000/v1")
    if parts.username is not None:
        raise ModelError(f"{PREFIX}URL contains a user name or password", f"put the key in {PREFIX}KEY")
    if key and parts.scheme == "http" and host not in LOCAL:
        raise ModelError(f"{PREFIX}URL would send the key unencrypted to {host}", "use https")
    return url.rstrip("/")
