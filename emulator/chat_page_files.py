"""The files of the chat page, read once, served with an ETag of their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

HEADERS = {
    # Scripts and styles are our files and nothing else. Cards may show pictures from anywhere,
    # and a customer's phone the page behind a link.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data: http: https:; frame-src 'self' http: https:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",  # kept, but asked about each time
}


def serve_files(app: web.Application) -> None:
    """`index.html` at `/`, everything beside it under `/page/`."""
    for path in sorted(path for path in FOLDER.rglob("*") if path.suffix in TYPES):
        name = path.relative_to(FOLDER).as_posix()
        app.router.add_get("/" if name == "index.html" else f"/page/{name}", PageFile(path).serve)


class PageFile:
    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes()
        self._type = TYPES[path.suffix]
        self._etag = hashlib.sha256(self._content).hexdigest()[:16]

    async def serve(self, request: web.Request) -> web.Response:
        response = web.Response(headers=HEADERS)
        response.etag = self._etag
        if any(known.value in {self._etag, "*"} for known in request.if_none_match or ()):
            response.set_status(304)
            return response
        response.content_type = self._type
        response.charset = "utf-8"
        response.body = self._content
        return response
