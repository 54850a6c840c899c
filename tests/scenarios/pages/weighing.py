"""What a page costs whoever opens it."""

from __future__ import annotations

from playwright.async_api import Page, Request


def weighed(page: Page) -> list[int]:
    """The bytes on the wire of each answer from now on, its head included."""
    weights: list[int] = []

    async def weigh(request: Request) -> None:
        sizes = await request.sizes()
        weights.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", weigh)
    return weights
