"""How the pages look on which somebody says who they are, or what may be seen of them: a card with rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from yarl import URL

PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
  :root {{ --ground: #eef0f4; --surface: #fff; --ink: #1c2128; --quiet: #858e9a; --line: #e8ebf0; --accent: {accent} }}
  @media (prefers-color-scheme: dark) {{
    :root {{ --ground: #101418; --surface: #1d2228; --ink: #e8ebef; --quiet: #7b8590; --line: #2c333b }}
  }}
  body {{ margin: 0; min-height: 100vh; display: grid; place-items: center;
    color: var(--ink); background: var(--ground);
    font: 16px/1.5 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif }}
  main {{ width: min(24rem, calc(100vw - 2rem)); margin: 1rem 0; border-radius: 14px; overflow: hidden;
    background: var(--surface); box-shadow: 0 8px 28px rgb(24 39 75 / 10%) }}
  header {{ padding: 22px 20px 14px; text-align: center; border-top: 4px solid var(--accent) }}
  h1 {{ margin: 0; font-size: 19px }}
  p {{ margin: 4px 0 0; font-size: 14px; color: var(--quiet) }}
  a {{ display: flex; justify-content: space-between; gap: 1em; padding: 12px 20px; border-top: 1px solid var(--line);
    color: inherit; text-decoration: none }}
  a:hover, a:focus-visible {{ color: var(--accent); outline: none; background: rgb(128 140 160 / 8%) }}
  span {{ color: var(--quiet) }}
  label {{ display: flex; gap: 10px; align-items: center; padding: 12px 20px; border-top: 1px solid var(--line) }}
  input {{ width: 18px; height: 18px; accent-color: var(--accent) }}
  .two {{ display: flex; gap: 12px; padding: 14px 20px 20px; border-top: 1px solid var(--line) }}
  button {{ flex: 1; padding: 10px; border: 1px solid var(--line); border-radius: 8px; background: none; color: inherit;
    font: inherit; cursor: pointer }}
  button.yes {{ border-color: var(--accent); background: var(--accent); color: #fff }}
</style>
<main><header><h1>{title}</h1><p>{hint}</p></header>
{rows}
</main>
</html>
"""
WECOM, WECHAT = "#2468e8", "#07c160"  # each in its own colour
ITEMS = {"avatar": "头像", "mobile": "手机"}


def choice(address: URL, title: str, hint: str, accent: str, people: Mapping[str, tuple[str, str]]) -> str:
    """`people`: who -> name and more; each row goes to the same address with `as=<who>`."""
    rows = "\n".join(
        f'<a href="{escape(str(address.update_query({"as": who})))}">{escape(name)} <span>{escape(more)}</span></a>'
        for who, (name, more) in people.items()
    )
    return PAGE.format(title=title, hint=hint, accent=accent, rows=rows)


def consent(address: URL, userid: str, name: str, app: str, items: Sequence[str]) -> str:
    """A form that goes to the same address with what is granted. Nothing to grant can be agreed to as well."""
    same = address.update_query({"as": userid}).query
    hidden = "".join(f'<input type="hidden" name="{escape(key)}" value="{escape(same[key])}">' for key in same)
    rows = "".join(
        f'<label><input type="checkbox" name="grant" value="{item}" checked>{ITEMS.get(item, item)}</label>'
        for item in items
    )
    buttons = (
        '<div class="two"><button name="consent" value="refuse">拒绝</button>'
        '<button class="yes" name="consent" value="agree">同意</button></div>'
    )
    form = f'<form action="{escape(address.path)}">{hidden}{rows}{buttons}</form>'
    return PAGE.format(title=f"{escape(app)} 申请使用", hint=f"{escape(name)}的以下信息", accent=WECOM, rows=form)
