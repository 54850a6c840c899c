"""What every page says to the browser, and what is asked of every form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

OURS = frozenset({"same-origin", "none"})


def policy(*, framed_by: str) -> str:
    """Nothing from elsewhere, nothing written into the page."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self' https://open.weixin.qq.com https://login.work.weixin.qq.com",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}",
        )
    )


def headers(*, framed_by: str) -> dict[str, str]:
    """The links are the keys: they are told to no other site, kept by no cache and found by no search engine.

    With `no-referrer` browsers would call the origin of our own forms `null`.
    """
    return {
        "Content-Security-Policy": policy(framed_by=framed_by),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Permissions-Policy": "geolocation=(self), camera=(self)",
        "Cache-Control": "no-store",
    }


def guarded(handler: Handler, said: dict[str, str]) -> Handler:
    """Whatever a page answers, these headers go along; a form that another site sent is refused."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if request.method == "POST" and not _is_ours(request):
            raise web.HTTPForbidden(headers=said)
        try:
            response = await handler(request)
        except web.HTTPException as error:
            error.headers.update(said)
            raise
        if not response.prepared:
            response.headers.update({name: text for name, text in said.items() if name not in response.headers})
        return response

    return guard


def _is_ours(request: web.Request) -> bool:
    """Browsers say where a form comes from; older ones say its origin. What is no browser has no cookies to abuse."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site in OURS
    origin = request.headers.get("Origin")
    return origin is None or origin.split("://", 1)[-1] == request.host
