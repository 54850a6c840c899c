"""`python -m bot demo` as a newcomer meets it: one page, the whole path, Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.tooling import terminal
from tests.tooling.chromium import NewPage
from tests.tooling.ports import free_port

REPORT = "钱江新城3幢2单元501卫生间灯不亮，王女士13800001111"
TRAPPED = "钱江新城3幢2单元电梯困人，13800001111"
START_SECONDS = 60


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[tuple[int, asyncio.subprocess.Process]]:
    """Gives the port of the page. Both ports, the page's and the one below, are free at the time."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--folder", str(folder)]
    process = await terminal.start(*command)
    assert process.stdout is not None
    said = b""
    try:
        async with asyncio.timeout(START_SECONDS):
            while f"http://127.0.0.1:{port}".encode() not in said:
                line = await process.stdout.readline()
                assert line, f"the demo ended before it told its address: {said.decode()}"
                said += line
        yield port, process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()


def chat(page: Page, name: str):
    return page.locator(".chat").filter(has=page.get_by_text(name, exact=True).first)


async def says(page: Page, name: str, text: str) -> None:
    box = chat(page, name).get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


async def press(page: Page, name: str, label: str) -> None:
    await chat(page, name).get_by_role("button", name=label, exact=True).click()


async def test_a_newcomer_plays_the_whole_path_on_one_page(tmp_path: Path, new_page: NewPage) -> None:
    async with demo(tmp_path) as (port, process):
        page = await new_page(viewport={"width": 1440, "height": 900})
        await page.goto(f"http://127.0.0.1:{port}/")
        await page.locator(".tab").filter(has_text="赵工").click()
        await says(page, "李静", REPORT)
        await expect(chat(page, "李静")).to_contain_text("报修草稿")
        await says(page, "李静", "电话 13900002222")
        await expect(chat(page, "李静")).to_contain_text("电话 → 13900002222")
        await press(page, "李静", "提交")
        await expect(chat(page, "李静")).to_contain_text("已提交，工单号")
        await press(page, "王工", "接单")
        await expect(chat(page, "赵工")).to_contain_text("已被 王工 接单")
        await expect(chat(page, "李静")).to_contain_text("王工 已接单")
        await press(page, "王工", "完工")
        await chat(page, "王工").get_by_label("原因").select_option(index=1)
        await chat(page, "王工").get_by_label("怎么处理的").select_option(index=1)
        await press(page, "王工", "完工")
        await expect(chat(page, "李静")).to_contain_text("王工 已完工")

        await page.close()
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 130
    log = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert '"level":"error"' not in log
    assert "13800001111" not in log, "phone numbers are masked in logs"


async def test_somebody_trapped_in_a_lift_whom_nobody_goes_to(tmp_path: Path, new_page: NewPage) -> None:
    """As the README says: who has it after five minutes, and who knows."""
    async with demo(tmp_path) as (port, _):
        page = await new_page(viewport={"width": 1440, "height": 900})
        await page.goto(f"http://127.0.0.1:{port}/")
        for name in ("王工", "赵工", "孙班长", "陈班长", "周总"):
            await page.locator(".tab").filter(has_text=name).click()
        await says(page, "李静", TRAPPED)
        await expect(chat(page, "李静")).to_contain_text("【急】报修草稿 · 电梯困人 · 钱江新城片区")
        await press(page, "李静", "提交")
        await expect(chat(page, "孙班长")).to_contain_text("电梯困人")
        await expect(chat(page, "孙班长").get_by_role("button", name="接单", exact=True)).to_be_visible()
        await page.get_by_role("button", name="+5 分钟").click()
        await expect(chat(page, "周总")).to_contain_text("已经转给 陈班长")
        await press(page, "陈班长", "接单")
        await expect(chat(page, "李静")).to_contain_text("陈班长 已接单")
        await page.close()


async def test_a_taken_port_is_said_clearly(tmp_path: Path) -> None:
    async with await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--folder", str(tmp_path)]
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        _, said = await process.communicate()
    assert process.returncode == 1
    assert f"端口 {port}" in said.decode()
    assert "--port" in said.decode()


@pytest.mark.parametrize("command", [["frobnicate"], ["links"], []])
async def test_a_wrong_command_line_explains_itself(command: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert "用法：".encode() in said
