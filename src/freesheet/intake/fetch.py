"""Fetch a page or a picture from the public web, and from nowhere else."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from freesheet.intake.arrival import NotTaken

MOST_BYTES = 20_000_000
# A page that takes longer than this is asked for again by a person, not waited for by a machine.
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
# To connect, and between two packets.
TIMEOUT = (5.0, 10.0)
# Some sites answer 403 to a client that does not say who it is; this one says so truly.
AGENT = "Mozilla/5.0 (compatible; Freesheet; takes one page at a person's request)"
PAGE_TYPES = ("text/", "application/xhtml", "application/xml", "application/json", "application/vnd.openxml", "image/")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: bytes, the address after redirects, and what the server says of them."""

    data: bytes
    address: str
    kind: str = ""
    encoding: str = ""


def manager(*, loopback: bool = False) -> Manager:
    """Sessions that resolve a name once, refuse a private network's addresses, and connect to what they checked."""
    return Manager(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=loopback,
            never_redirect=True,
            default_timeout=TIMEOUT,
            user_agent_override=AGENT,
        )
    )


def fetch(address: str, types: tuple[str, ...] = PAGE_TYPES, sessions: Manager | None = None) -> Fetched:
    """What is at an http or https address; NotTaken when it may not be had, is too long or takes too long."""
    sessions = sessions or manager()
    end = time.monotonic() + MOST_SECONDS
    try:
        for _ in range(MOST_REDIRECTS + 1):
            with sessions.get_session() as session:
                # A proxy would connect to an address that was never checked.
                session.trust_env = False
                with session.get(_allowed(address), stream=True, headers={"Accept-Encoding": "gzip"}) as answer:
                    if answer.is_redirect:
                        address = urljoin(address, answer.headers["location"])
                        continue
                    return _read(answer, address, types, end)
    except InvalidIPAddress as error:
        raise NotTaken(f"{address} is on a private network; only public addresses are fetched.") from error
    except requests.exceptions.Timeout as error:
        raise NotTaken(
            f"{address} did not answer in time; try again later, or save the page and take the file."
        ) from error
    except (requests.RequestException, OSError, ValueError) as error:
        raise NotTaken(f"{address} could not be fetched; save the page in a browser and take the file.") from error
    raise NotTaken(f"{address} redirects more than {MOST_REDIRECTS} times.")


def _allowed(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotTaken(f"{address} is not an http or https address.")
    if parts.username or parts.password:
        raise NotTaken(f"{parts.hostname}: an address with a name or password in it is not fetched.")
    return address


def _read(answer: requests.Response, address: str, types: tuple[str, ...], end: float) -> Fetched:
    if not answer.ok:
        raise NotTaken(f"{address} answers {answer.status_code} {answer.reason}; check the address.")
    kind, encoding = _content_type(answer.headers)
    if kind and not kind.startswith(types):
        raise NotTaken(f"{address} is of the type {kind}, which is not taken.")
    data = bytearray()
    for chunk in answer.iter_content(65536):
        data += chunk
        if len(data) > MOST_BYTES:
            raise NotTaken(f"{address} is longer than {MOST_BYTES / 1e6:.0f} MB.")
        if time.monotonic() > end:
            raise NotTaken(f"{address} took longer than {MOST_SECONDS:.0f} seconds.")
    return Fetched(bytes(data), address, kind, encoding)


def _content_type(headers: Mapping[str, str]) -> tuple[str, str]:
    kind, *parameters = headers.get("content-type", "").lower().split(";")
    encoding = next((part.partition("=")[2] for part in parameters if part.strip().startswith("charset=")), "")
    return kind.strip(), encoding.strip(" \"'")
