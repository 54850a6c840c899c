"""Pages are drawn here: templates, their wording, the style sheet's address."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
STATIC = HERE / "static"
PREFIX = "/pages/"
A_YEAR = "public, max-age=31536000, immutable"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def static(name: str) -> str:
    """Another content is another address, so that browsers may keep it for ever."""
    return f"{PREFIX}{_digest(name)}/{name}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static
    return environment


def page(template: str, *, status: int = 200, **values: object) -> web.Response:
    text = _templates().get_template(template).render(**values)
    response = web.Response(text=text, content_type="text/html", status=status)
    response.enable_compression()
    return response


async def style(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in {file.name for file in STATIC.iterdir()} or request.match_info["digest"] != _digest(name):
        raise web.HTTPNotFound
    response = web.FileResponse(STATIC / name)
    response.headers["Cache-Control"] = A_YEAR
    response.enable_compression()
    return response
