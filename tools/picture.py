"""Takes the README's picture anew: plays the first story on the page of a running `make demo`.

.venv/bin/python tools/picture.py [address of the page]
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURE = Path("docs/images/demo.png")


def main(address: str = "http://127.0.0.1:8701") -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai")
        page.goto(address)
        play(page)
        taken = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    taken.convert("RGB").quantize(256).save(PICTURE, optimize=True)


def play(page: Page) -> None:
    page.get_by_text("转发", exact=True).first.click()
    page.get_by_text("厨房漏水", exact=True).click()
    for button in ("提交", "接单"):
        page.get_by_role("button", name=button, exact=True).first.click()
    page.get_by_role("button", name="完工", exact=True).wait_for()
    # Cards and log lines slide in, and everybody is told within a second.
    page.get_by_text("已被 王工 接单").wait_for()
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main(*sys.argv[1:])
