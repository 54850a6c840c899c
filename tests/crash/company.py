"""Who works here, and the files that a bot of theirs is started with."""

from __future__ import annotations

from pathlib import Path

from emulator.directory import Member
from emulator.server import Emulator

REPORTERS = tuple(f"staff{number}" for number in range(1, 9))
TECHNICIANS = tuple(f"tech{number}" for number in range(1, 4))
LEADER = "leader"
EVERYBODY = (*REPORTERS, *TECHNICIANS, LEADER)

CONFIG = """\
[server]
public_url = "http://127.0.0.1:{port}"
port = {port}
[database]
url = "{database_url}"
[files]
url = "{folder}/files"
[capture]
quiet = "0s"
[demo]
time_travel = true
[[tenants]]
slug = "demo"
name = "安居物业"
playbook = "{folder}/playbook.toml"
[tenants.wecom]
corp_id = "{corp_id}"
agent_id = {agent_id}
secret = "{secret}"
token = "{token}"
encoding_aes_key = "{encoding_aes_key}"
base_url = "{wecom_url}"
"""


def members() -> list[Member]:
    return [Member(userid=userid, name=userid) for userid in EVERYBODY]


def write_playbook(folder: Path) -> None:
    people = "\n".join(f'[[people]]\nuserid = "{userid}"\nname = "{userid}"' for userid in EVERYBODY)
    group = f'[[groups]]\nkey = "repair"\nname = "维修班"\nmembers = {list(TECHNICIANS)}\nleader = "{LEADER}"'
    rules = '[defaults]\ngroup = "repair"\nrequired = ["fault", "phone"]\nclaim = "30m"'
    ladder = '[[ladders]]\nname = "接单"\nsteps = [{ after = "30m", remind = "leader", warn = "reporter" }]'
    playbook = f'name = "样板"\n{people}\n{group}\n{rules}\n{ladder}\n'
    (folder / "playbook.toml").write_text(playbook, encoding="utf-8")


def write_config(path: Path, wecom: Emulator, *, database_url: str, port: int) -> Path:
    app = wecom.world.app
    text = CONFIG.format(
        port=port,
        database_url=database_url,
        folder=path.parent,
        corp_id=wecom.world.corp.corp_id,
        agent_id=app.agent_id,
        secret=app.secret,
        token=app.token,
        encoding_aes_key=app.encoding_aes_key,
        wecom_url=wecom.url,
    )
    path.write_text(text, encoding="utf-8")
    return path
