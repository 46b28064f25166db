"""A web server on loopback that serves a folder, well or badly."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import unquote


@dataclass
class Site:
    """What is served, and how the server misbehaves; by path from the root, without a slash at its beginning."""

    root: Path
    url: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Each request: path and Range."""
    drops: dict[str, list[int]] = field(default_factory=dict)
    """The connection ends after so many bytes, once for each number."""
    announced: dict[str, int] = field(default_factory=dict)
    """Content-Length, whatever the file has."""
    without_length: set[str] = field(default_factory=set)
    redirects: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    ignores_ranges: bool = False
    wrong_range: bool = False
    silent: set[str] = field(default_factory=set)

    def ranges(self, path: str) -> list[str | None]:
        return [wanted for asked, wanted in self.asked if asked == path]


@contextmanager
def serving(root: Path) -> Iterator[Site]:
    site, done = Site(root), Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            answer(self, site, done)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield site
    finally:
        done.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, site: Site, done: Event) -> None:
    path, wanted = unquote(handler.path).lstrip("/"), handler.headers.get("Range")
    site.asked.append((path, wanted))
    if path in site.redirects:
        handler.send_response(302)
        handler.send_header("Location", site.redirects[path])
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return
    if path in site.silent:
        done.wait(10)
        return
    file = site.root / path
    status = site.statuses[path].pop(0) if site.statuses.get(path) else 200
    if status != 200 or not file.is_file():
        handler.send_error(404 if status == 200 else status)
        return
    content, begin = file.read_bytes(), 0
    if wanted and not site.ignores_ranges:
        begin = int(wanted.removeprefix("bytes=").removesuffix("-")) + site.wrong_range
        if begin >= len(content):
            handler.send_error(416)
            return
        handler.send_response(206)
        handler.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
    else:
        handler.send_response(200)
    body = content[begin:]
    if path not in site.without_length:
        handler.send_header("Content-Length", str(site.announced.get(path, len(body))))
    for name, value in site.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    end = site.drops[path].pop(0) if site.drops.get(path) else len(body)
    handler.wfile.write(body[:end])


def seal_release(root: Path) -> None:
    """Write SHA256SUMS for everything in a folder."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files
    ]
    (root / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
