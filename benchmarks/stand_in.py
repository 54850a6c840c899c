"""A WeCom that says yes to everything at once: `python -m benchmarks.stand_in PORT`.

It costs as little as can be, so that the bots beside it have the machine. `GET /count`: how many messages it was sent,
and how many different ones.
"""

from __future__ import annotations

import asyncio
import json
import sys

YES = {"errcode": 0, "errmsg": "ok", "msgid": "1", "response_code": "", "access_token": "benchmark", "expires_in": 7200}
NOBODY = {"department": [], "userlist": [], "dept_user": []}


def answered(values: object) -> bytes:
    body = json.dumps(values).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


ANSWER = answered(YES | NOBODY)
sent: list[bytes] = []


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            body = await reader.readexactly(length)
            writer.write(_answer(head, body))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _answer(head: bytes, body: bytes) -> bytes:
    if head.startswith(b"GET /count"):
        return answered([len(sent), len(set(sent))])
    if b"/message/send" in head:
        sent.append(body)
    return ANSWER


async def main(port: int) -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
