"""Requests over HTTP, bounded in time and size, and what went wrong with them in plain words."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from operculum import __version__
from operculum.errors import InputError, LimitError, OperculumError

if TYPE_CHECKING:
    from email.message import Message

USER_AGENT: Final = f"operculum/{__version__}"
LONGEST: Final = 64_000_000
"""How many bytes of an answer are read."""

CHUNK: Final = 65_536
SHOWN: Final = 200
"""How many characters of a store's own words are shown."""

PATIENCE: Final = "Try again later, or allow more time with --timeout."
PASSWORD: Final = "Give --user and --password, or OPERCULUM_USER and OPERCULUM_PASSWORD."  # noqa: S105
REDIRECTED: Final = 300
BUSY: Final = (429, 503, 504)
DENIED: Final = (401, 403)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks; the password is sent only where a store wants it, by Digest or Basic authentication."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store answered: the status, the headers, and the content."""

    status: int
    headers: "Message"
    content: bytes

    @property
    def media_type(self) -> str:
        """The media type of the content, in lower case, without its parameters."""
        return self.headers.get_content_type()


class _NoRedirects(HTTPRedirectHandler):
    """A store that moved is reported: to follow it could carry a password to a stranger."""

    def redirect_request(self, *_: object) -> None:
        """Follow nowhere."""


@dataclass(frozen=True, slots=True)
class Client:
    """Someone who asks stores, with at most `timeout` seconds for each request."""

    credentials: Credentials | None = None
    timeout: float = 30

    def send(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        content: bytes | None = None,
        *,
        hint: str,
    ) -> Answer:
        """Send one request and return the answer; `hint` says what to do where the address is wrong.

        Raises `InputError` where the store cannot be reached or refuses, and `LimitError` where it takes too
        long or says too much.
        """
        named = {**headers, "User-Agent": USER_AGENT}
        request = Request(address, content, named, method=method)  # noqa: S310 - checked to be HTTP
        place = address.partition("?")[0]
        try:
            answer = self._exchange(request, place)
        except TimeoutError:
            raise self._late(place) from None
        except URLError as error:
            late = isinstance(error.reason, TimeoutError)
            raise self._late(place) if late else _unreached(place, error.reason) from None
        except (OSError, HTTPException, ValueError) as error:  # ValueError: another kind of authentication
            raise _unreached(place, error) from None
        if answer.status >= REDIRECTED:
            raise self._refusal(f"{place} answered {method} with {answer.status}", answer, hint)
        return answer

    def _exchange(self, request: Request, place: str) -> Answer:
        ending = time.monotonic() + self.timeout
        try:
            with self._opener(request.full_url).open(request, timeout=self.timeout) as response:
                return Answer(response.status, response.headers, self._read(response, place, ending))
        except HTTPError as error:
            with error:  # where Digest authentication gives up, there is no response
                content = self._read(error.fp, place, ending) if isinstance(error.fp, HTTPResponse) else b""
                return Answer(error.code, error.headers, content)

    def _opener(self, address: str) -> OpenerDirector:
        if self.credentials is None:
            return build_opener(_NoRedirects())
        parts, passwords = urlsplit(address), HTTPPasswordMgrWithDefaultRealm()
        site = f"{parts.scheme}://{parts.netloc}/"
        passwords.add_password(None, site, self.credentials.user, self.credentials.password)
        return build_opener(_NoRedirects(), HTTPDigestAuthHandler(passwords), HTTPBasicAuthHandler(passwords))

    def _read(self, response: HTTPResponse, place: str, ending: float) -> bytes:
        """Read an answer in pieces: the socket's own timeout begins anew with every byte that drips in."""
        pieces, size = [], 0
        while piece := response.read1(CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST:
                raise LimitError(f"{place} answers with more than {LONGEST} bytes", remedy="Ask for less.")
            if time.monotonic() > ending:
                raise self._late(place)
        if response.length:
            raise InputError(f"{place} broke off its answer", remedy="Try again.")
        return b"".join(pieces)

    def _late(self, place: str) -> LimitError:
        return LimitError(f"{place} gave no whole answer within {self.timeout:g} s", remedy=PATIENCE)

    def _refusal(self, said: str, answer: Answer, hint: str) -> OperculumError:
        if answer.status in DENIED:
            again = "The user or the password is wrong." if self.credentials else PASSWORD
            return InputError(said, remedy=again)
        if "location" in answer.headers:
            return InputError(
                f"{said}: it moved to {answer.headers['location']}", remedy="Give that address."
            )
        if answer.status in BUSY:
            return LimitError(said, remedy=PATIENCE)
        html = answer.media_type == "text/html"
        reason = "" if html else " ".join(answer.content.decode(errors="replace").split())[:SHOWN]
        return InputError(f"{said}: {reason}" if reason else said, remedy=hint)


def _unreached(place: str, reason: object) -> InputError:
    words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return InputError(f"{place} cannot be asked: {words}", remedy="Check the address, and that it runs.")
