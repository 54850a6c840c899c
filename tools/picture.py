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
REPORT = "我家厨房水槽下面一直漏水，地上都湿了，钱江新城3幢1204，电话13800001111"
LAST_FOUR = "1111"
PATIENCE = 120_000  # milliseconds; words of one customer that come close together are one draft


def main(address: str = "http://127.0.0.1:8701") -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai")
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        play(page)
        taken = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    taken.convert("RGB").quantize(256).save(PICTURE, optimize=True)


def play(page: Page) -> None:
    """The customer's word becomes a job; the technician is on the way, and the customer looks where."""
    customer, desk, technician = (page.get_by_role("region", name=name) for name in ("王女士的手机", "李静", "王工"))
    page.get_by_role("button", name="收起指引").click()
    customer.get_by_role("textbox").fill(REPORT)
    customer.get_by_role("textbox").press("Enter")
    for chat, button in ((desk, "提交"), (technician, "接单"), (technician, "出发")):
        chat.get_by_role("button", name=button, exact=True).click()
    customer.get_by_text("已出发").wait_for()
    customer.locator(".bubble a").last.click()
    opened = customer.frame_locator("iframe")
    opened.get_by_role("textbox").fill(LAST_FOUR)
    opened.get_by_role("textbox").press("Enter")
    opened.get_by_text("技工出发中").first.wait_for()
    # Cards and log lines slide in, and everybody is told within a second.
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main(*sys.argv[1:])
