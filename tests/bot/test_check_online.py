"""`check-config --online`: each mistake of a first installation, and the words in which it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.commands import check_config
from bot.commands.serve import serving
from bot.config import Secret, Settings, Template
from emulator.server import Emulator
from storage.database import Database
from storage.schema import metadata
from tests.scenarios.settings import settings_for
from tests.tickets.samples import MINIMAL
from tests.tooling.ports import free_port
from tickets.notifications import Stage

Check = Callable[[Settings], Awaitable[tuple[int, str]]]


@pytest.fixture
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator() as wecom:
        yield wecom


@pytest.fixture
def settings(wecom: Emulator, sqlite_url: str, tmp_path: Path) -> Settings:
    database = Database(sqlite_url)
    metadata.create_all(database.engine)
    database.close()
    return settings_for(wecom, sqlite_url, tmp_path, free_port(), MINIMAL)


@pytest.fixture
async def running(settings: Settings) -> AsyncIterator[None]:
    async with serving(settings, Clock()):
        yield


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """The exit status, and what was printed."""

    async def check(settings: Settings) -> tuple[int, str]:
        status = await asyncio.to_thread(check_config.run, settings, online=True)
        return status, capsys.readouterr().out

    return check


def with_app(settings: Settings, **changes: object) -> Settings:
    (tenant,) = settings.tenants
    return replace(settings, tenants=(replace(tenant, wecom=replace(tenant.wecom, **changes)),))


@pytest.mark.usefixtures("running")
async def test_where_all_is_well_each_thing_is_ticked(settings: Settings, check: Check):
    status, said = await check(settings)

    assert status == 0
    assert [line.split()[0] for line in said.splitlines()[1:]] == ["✓"] * 9
    assert "应用叫「派单」" in said


@pytest.mark.usefixtures("running")
async def test_where_customers_of_members_are_not_for_the_app_that_is_no_mistake_and_how_it_is_had_is_said(
    wecom: Emulator, settings: Settings, check: Check
):
    wecom.switches.contacts_not_allowed = True
    status, said = await check(settings)

    assert status == 0
    assert "· 客户联系：没有授权给这个应用（48002），不用它可以不管\n      要用的话" in said
    assert "客户联系 → 可调用接口的应用」加上这个应用" in said


@pytest.mark.usefixtures("running")
async def test_a_wrong_secret_is_named_and_the_callback_looked_at_all_the_same(settings: Settings, check: Check):
    status, said = await check(with_app(settings, secret=Secret("guess")))

    assert status == 1
    assert "Secret 不对" in said
    assert "✓ 回调地址" in said


@pytest.mark.usefixtures("running")
async def test_another_apps_id_is_named(settings: Settings, check: Check):
    assert "AgentId 不对" in (await check(with_app(settings, agent_id=1000009)))[1]


@pytest.mark.usefixtures("running")
async def test_an_address_that_is_not_trusted_is_told_with_the_address(
    wecom: Emulator, settings: Settings, check: Check
):
    wecom.switches.ip_not_trusted = True
    status, said = await check(settings)

    assert status == 1
    assert "加上 127.0.0.1，一分钟后生效" in said
    assert "看不到" not in said


@pytest.mark.usefixtures("running")
async def test_people_out_of_range_or_misspelt_are_named(wecom: Emulator, settings: Settings, check: Check):
    wecom.world.app.visible_departments = {2, 4}
    del wecom.world.directory.members["zhouzong"]
    status, said = await check(settings)

    assert status == 1
    assert "应用看不到这些账号：wanggong、zhaogong、sunban、zhouzong。" in said


@pytest.mark.usefixtures("running")
async def test_an_app_that_may_not_look_at_members_is_no_misspelt_userid(
    wecom: Emulator, settings: Settings, check: Check
):
    wecom.world.app.contact_sync = True
    status, said = await check(settings)

    assert status == 1
    assert "✗ 查询成员" in said
    assert "看不到" not in said


@pytest.mark.usefixtures("running")
async def test_an_empty_range_is_told(wecom: Emulator, settings: Settings, check: Check):
    wecom.world.app.visible_departments = set()

    assert "可见范围是空的" in (await check(settings))[1]


async def test_a_service_that_does_not_run_is_told_with_what_to_do(settings: Settings, check: Check):
    status, said = await check(settings)

    assert status == 1
    assert f"打不开 {settings.server.public_url}/wecom/demo" in said
    assert "先用 python -m bot run 启动服务" in said


@pytest.mark.usefixtures("running")
async def test_a_service_with_another_token_wants_a_restart(settings: Settings, check: Check):
    status, said = await check(with_app(settings, token=Secret("another")))

    assert status == 1
    assert "另一套 Token 或 EncodingAESKey" in said


def with_account(settings: Settings, **changes: object) -> Settings:
    (tenant,) = settings.tenants
    assert tenant.wechat is not None
    return replace(settings, tenants=(replace(tenant, wechat=replace(tenant.wechat, **changes)),))


@pytest.mark.usefixtures("running")
async def test_a_tenant_without_an_official_account_is_not_asked_for_one(settings: Settings, check: Check):
    (tenant,) = settings.tenants
    status, said = await check(replace(settings, tenants=(replace(tenant, wechat=None),)))

    assert status == 0
    assert "公众号" not in said


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"secret": Secret("guess")}, "✗ 调用公众号接口\n      AppSecret 不对"),
        ({"app_id": "wx_another"}, "✗ 调用公众号接口\n      AppID 不对"),
        ({"token": Secret("another")}, "用的是另一套 Token，改完配置要重启服务"),
    ],
)
async def test_what_is_wrong_with_the_official_account_is_named(
    settings: Settings, check: Check, changes: dict[str, object], words: str
):
    status, said = await check(with_account(settings, **changes))

    assert status == 1
    assert words in said


@pytest.mark.usefixtures("running")
async def test_an_address_that_the_account_does_not_list_is_told(wecom: Emulator, settings: Settings, check: Check):
    wecom.switches.wechat_ip_not_listed = True

    assert "IP白名单」加上 127.0.0.1" in (await check(settings))[1]


@pytest.mark.usefixtures("running")
async def test_a_template_that_the_account_does_not_have_is_named(settings: Settings, check: Check):
    template = Template(id="gone", fields={"thing1": "fault"})
    status, said = await check(with_account(settings, templates={Stage.DONE: template}))

    assert status == 1
    assert "公众号里没有这些模板：done（gone）" in said


@pytest.mark.usefixtures("running")
async def test_the_host_at_which_wechat_says_who_opens_a_page_is_named(settings: Settings, check: Check):
    status, said = await check(settings)
    assert status == 0
    assert "✓ 网页授权域名的校验文件" in said
    assert "设置与开发 → 账号设置 → 功能设置 → 网页授权域名」填 127.0.0.1" in said
    status, said = await check(with_account(settings, verify_file=None))
    assert status == 0
    assert "客户要输电话后四位：tenants.wechat.verify_file 没有填" in said


@pytest.mark.usefixtures("running")
async def test_a_file_that_is_not_there_is_named(settings: Settings, check: Check):
    status, said = await check(with_account(settings, verify_file="MP_verify_another.txt"))
    assert status == 1
    assert "MP_verify_another.txt 给的不是微信要的内容" in said


async def test_a_host_that_cannot_be_reached_has_no_file(settings: Settings, check: Check):
    said = (await check(settings))[1]
    assert f"打不开 {settings.server.public_url}/MP_verify_0123456789abcdef.txt" in said
