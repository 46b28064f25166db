"""Downloads over HTTP: resumed where they broke off, never larger than allowed, never from another host."""

import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import SplitResult, urlsplit

_SCHEMES = {"http": 80, "https": 443}
_CHUNK = 1 << 16
_CONNECTIONS = 5
"""Connections to one file that bring nothing; each goes on where the last one broke off."""

_MOST_CONNECTIONS = 100

_PAUSE = 0.2
"""Seconds before the second connection; twice as long before each further one."""

_AGAIN = frozenset({408, 429, 500, 502, 503, 504})


class FetchError(Exception):
    """Why nothing was fetched, and what to do."""


class RefusedError(FetchError):
    """What came is not to be trusted; nothing of it is kept."""


class NotThereError(FetchError):
    """The server has no such file."""


def split_address(url: str) -> SplitResult:
    """The parts of an address that may be fetched from.

    Raises:
        FetchError: no http or https, no host, or a name and password in it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url!r} is no address: {error}") from error
    if parts.scheme not in _SCHEMES or not parts.hostname or port == 0:
        raise FetchError(f"{url!r} is no address of a web server; name one that begins with https:// or http://")
    if "@" in parts.netloc or parts.fragment or not url.isprintable() or " " in url:
        raise FetchError(f"{url!r} holds a password, a fragment or a space; name the plain address")
    return parts


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to the same host and port, or from http to https there; no other."""

    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = split_address(req.full_url), split_address(newurl)
        ports = [parts.port or _SCHEMES[parts.scheme] for parts in (old, new)]
        is_upgrade = (old.scheme, new.scheme, *ports) == ("http", "https", 80, 443)
        if old.hostname != new.hostname or not (is_upgrade or (old.scheme == new.scheme and ports[0] == ports[1])):
            fp.close()
            raise FetchError(
                f"{req.full_url} leads to another place, {newurl}; if you trust that one, name its address yourself"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Web:
    """Downloads files.

    Args:
        timeout: seconds that a server may stay silent.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._opener = urllib.request.OpenerDirector()  # the default one would open files and ftp, too
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _SameHost(),
        ):
            self._opener.add_handler(handler)

    def download(
        self, url: str, part: Path, size: int | None, largest: int, advance: Callable[[int], object] = lambda _: None
    ) -> None:
        """Download a file to `part`, from where an earlier download ended.

        Args:
            url: its address.
            part: where it is put; what stands there is taken for its beginning.
            size: its bytes, if they are known.
            largest: bytes that it may have at most.
            advance: told how many more bytes are there, or fewer.

        Raises:
            NotThereError: the server has no such file.
            FetchError: it cannot be had, or is not of that size.
            OSError: it cannot be written.
        """
        idle = 0
        for _ in range(_MOST_CONNECTIONS):
            have = part.stat().st_size if part.exists() else 0
            if have > (largest if size is None else size):
                part.unlink()
                advance(-have)
                have = 0
            if have == size and have > 0:
                return
            try:
                self._go_on(url, part, have, size, largest, advance)
                return
            except (
                urllib.error.URLError,
                http.client.HTTPException,
                ConnectionError,
                ssl.SSLError,
                TimeoutError,
            ) as error:
                if isinstance(error, urllib.error.HTTPError):
                    error.close()
                    self._refuse(url, error, part, have, advance)
                idle = 0 if part.exists() and part.stat().st_size > have else idle + 1
                if idle == _CONNECTIONS:
                    raise _given_up(url, error) from error
                last = error
            time.sleep(_PAUSE * 2**idle)
        raise _given_up(url, last)

    def _refuse(
        self,
        url: str,
        error: urllib.error.HTTPError,
        part: Path,
        have: int,
        advance: Callable[[int], object],
    ) -> None:
        """Raise what a status means, unless another connection may help."""
        if error.code in (404, 410):
            raise NotThereError(f"{url} is not there (status {error.code}); check the address") from error
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            part.unlink()  # it is not the beginning of what the server has now
            advance(-have)
        elif error.code not in _AGAIN:
            raise FetchError(f"{url} cannot be had: the server says {error.code} {error.reason}") from error

    def _go_on(
        self, url: str, part: Path, have: int, size: int | None, largest: int, advance: Callable[[int], object]
    ) -> None:
        headers = {"Accept-Encoding": "identity", "User-Agent": "election-facts"}
        request = urllib.request.Request(url, headers=headers | ({"Range": f"bytes={have}-"} if have else {}))
        with self._opener.open(request, timeout=self._timeout) as response:
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise FetchError(f"{url} comes packed, though that was not asked for; use another server")
            begin, whole = _extent(response)
            if begin not in (0, have):
                raise FetchError(f"{url}: asked for the bytes from {have}, the server sends those from {begin}")
            if size is not None and whole not in (None, size):
                raise FetchError(
                    f"{url} has {whole:,} bytes on the server, but the package says {size:,}; fetch nothing"
                )
            limit = largest if size is None else size
            if whole is not None and whole > limit:
                raise FetchError(f"{url} has {whole:,} bytes, more than the {limit:,} allowed; see --max-size")
            advance(begin - have)
            with part.open("ab") as file:
                file.truncate(begin)
                done = begin
                while chunk := response.read(_CHUNK):
                    done += len(chunk)
                    if done > limit:
                        raise FetchError(f"{url} goes on after {limit:,} bytes; fetch nothing, or see --max-size")
                    file.write(chunk)
                    advance(len(chunk))
            expected = size if whole is None else whole
            if expected is not None and done < expected:
                raise ConnectionError(f"the connection ended after {done:,} of {expected:,} bytes")


def _extent(response: Any) -> tuple[int, int | None]:
    """Where in the file an answer begins, and how long the whole file is, if the server says so."""
    headers = response.headers
    try:
        if response.status == http.HTTPStatus.PARTIAL_CONTENT:
            unit, _, rest = headers.get("Content-Range", "").partition(" ")
            extent, _, whole = rest.partition("/")
            if unit != "bytes":
                raise ValueError(unit)
            return int(extent.partition("-")[0]), None if whole == "*" else int(whole)
        length = headers.get("Content-Length")
        return 0, None if length is None else int(length)
    except ValueError as error:
        raise FetchError(f"{response.url}: the server does not say plainly what it sends; use another one") from error


def _given_up(url: str, error: Exception) -> FetchError:
    reason = str(getattr(error, "reason", None) or error) or type(error).__name__
    return FetchError(
        f"{url} breaks off again and again: {reason}; what has come is kept, and the same command goes on from there"
    )
