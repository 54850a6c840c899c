"""`python -m bot codes …`: what the QR codes on devices and sites stand for."""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.commands import given
from bot.config import Settings, Tenant
from bot.written import Unreadable, text_of
from tickets.customers import PlaceCode

COLUMNS = tuple(PlaceCode.__dataclass_fields__)
"""Of the file, in its first line; those that are not there are not known."""
LONGEST = {"scene": 64, "address": 255, "device": 64, "serial": 64}
REFUSED = 2


def add_to(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    put = commands.add_parser("import", help="从 CSV 文件读入；scene 相同的换成新的")
    put.add_argument("file", type=Path, help=f"第一行是 {', '.join(COLUMNS)}")
    put.add_argument("--tenant", help="哪个租户；有几个时要写")
    listed = commands.add_parser("list", help="列成 CSV")
    listed.add_argument("--tenant", help="哪个租户；有几个时要写")
    drawn = commands.add_parser("draw", help="画成公众号二维码的 SVG 图，拿去打印")
    drawn.add_argument("folder", type=Path, help="图放到哪个文件夹")
    drawn.add_argument("--tenant", help="哪个租户；有几个时要写")


def run(
    settings: Settings, *, verb: str, file: Path | None = None, folder: Path | None = None, tenant: str | None
) -> int:
    chosen = given.one_tenant(settings, tenant)
    slug = chosen.slug
    if verb == "import":
        assert file is not None
        return _import(settings, slug, file)
    with given.migrated_database(settings) as database, database.reading(slug) as uow:
        places = uow.place_codes.all()
    if verb == "draw":
        assert folder is not None
        return _draw(chosen, places, folder)
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(place) for place in places)
    return 0


def _draw(tenant: Tenant, places: list[PlaceCode], folder: Path) -> int:
    if tenant.wechat is None:
        print("还没有公众号，见 config.example.toml 的 [tenants.wechat]。", file=sys.stderr)
        return REFUSED
    from bot.commands import stickers

    folder.mkdir(parents=True, exist_ok=True)
    return asyncio.run(stickers.draw(tenant.wechat, places, folder))


def _import(settings: Settings, slug: str, file: Path) -> int:
    """All of them, or none."""
    try:
        text = text_of(file)
    except Unreadable as error:
        print(f"{file}：{error}", file=sys.stderr)
        return REFUSED
    if problems := [f"{file}：{each}" for each in _problems(text)]:
        print("\n".join(problems), file=sys.stderr)
        return REFUSED
    places = read_places(text)
    with given.migrated_database(settings) as database, database.unit_of_work(slug) as uow:
        for place in places:
            uow.place_codes.save(place)
    print(f"导入了 {len(places)} 个码。")
    return 0


def read_places(text: str) -> list[PlaceCode]:
    """Of a file without problems."""
    return [_place(row) for row in csv.DictReader(text.splitlines())]


def _place(row: dict[str, str]) -> PlaceCode:
    said = {name: (row.get(name) or "").strip() or None for name in COLUMNS if name != "scene"}
    return PlaceCode(scene=row["scene"].strip(), **said)


def _problems(text: str) -> Iterator[str]:
    reader = csv.DictReader(text.splitlines())
    try:
        yield from _of_rows(reader)
    except csv.Error as error:
        yield f"第 {reader.line_num + 1} 行：不是 CSV（{error}）"


def _of_rows(reader: csv.DictReader[str]) -> Iterator[str]:
    names = reader.fieldnames or []
    if unknown := [name for name in names if name not in COLUMNS]:
        yield f"没有 {'、'.join(unknown)} 这一列，只有 {'、'.join(COLUMNS)}"
    if "scene" not in names:
        yield "缺 scene 这一列：扫码以后微信报过来的内容"
        return
    seen: set[str] = set()
    for row in reader:
        yield from (f"第 {reader.line_num} 行：{problem}" for problem in _of_row(row, seen))


def _of_row(row: dict[Any, Any], seen: set[str]) -> Iterator[str]:
    """What has no column stands behind `None`."""
    if row.get(None):
        yield "比第一行多出几列"
    scene = (row["scene"] or "").strip()
    if not scene:
        yield "scene 是空的"
    if scene in seen:
        yield f"scene {scene} 前面已经有了"
    seen.add(scene)
    for name, most in LONGEST.items():
        said = (row.get(name) or "").strip()
        if len(said) > most:
            yield f"{name} 超过 {most} 个字"
        if not said.isprintable():
            yield f"{name} 里有看不见的字符"
    if not any((row.get(name) or "").strip() for name in COLUMNS if name != "scene"):
        yield "既没有说在哪里，也没有说是什么"
