"""Texts are read in processes of their own as they would be read at home, and nobody depends on those."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import datetime

import pytest_asyncio

from bot.reading.readers import Readers
from handlers.reading import TenantReader
from nlp.dictionary import Vocabulary
from tickets.calendar import LOCAL

AT = datetime(2026, 11, 20, 9, 0, tzinfo=LOCAL)
TEXTS = (
    "钱江新城3幢2单元501空调不制冷，王女士13800001111，明天下午3点来",
    "张三 11-20 09:12\n你好，厨房漏水\n李四 11-20 09:13\n电话 0571-88886666-203，SN:HR2025Q100481，浙A12345",
    "1. 3幢101灯不亮 13800001111\n2. 5幢202门打不开 13900002222",
    "好的",
    "\u2028\n\t“”\x85",
)


@pytest_asyncio.fixture
async def readers() -> AsyncIterator[Readers]:
    opened = Readers(1, patience=10)  # with the start of the process
    yield opened
    await opened.close()


def a_reader(*sites: str) -> TenantReader:
    return TenantReader(Vocabulary(sites=sites))


async def test_what_is_read_beside_is_what_is_read_at_home(readers: Readers) -> None:
    reader, home = a_reader(), a_reader()
    await asyncio.gather(*(readers.read(reader, text, AT) for text in TEXTS))
    assert all(reader.remembers(text, AT) for text in TEXTS)
    assert [reader(text, AT) for text in TEXTS] == [home(text, AT) for text in TEXTS]
    assert {reading.appointment.at.hour for text in TEXTS if (reading := reader(text, AT)).appointment} == {15}  # type: ignore[union-attr]


async def test_each_business_is_read_with_its_own_words(readers: Readers) -> None:
    one, other = a_reader("星河九号"), a_reader()
    text = "星河九号灯不亮"
    await asyncio.gather(readers.read(one, text, AT), readers.read(other, text, AT))
    assert one(text, AT) == a_reader("星河九号")(text, AT)
    assert other(text, AT) == a_reader()(text, AT)


async def test_one_that_ends_is_not_missed(readers: Readers) -> None:
    reader = a_reader()
    await readers.read(reader, TEXTS[0], AT)
    (process_id,) = readers.process_ids
    os.kill(process_id, signal.SIGKILL)
    await readers.read(reader, TEXTS[1], AT)
    assert not reader.remembers(TEXTS[1], AT)
    assert reader(TEXTS[1], AT).is_ticket


async def test_nobody_waits_for_its_start_and_then_it_reads() -> None:
    readers = Readers(1, patience=0.02)
    reader = a_reader()
    began = asyncio.get_running_loop().time()
    await readers.read(reader, TEXTS[0], AT)
    assert asyncio.get_running_loop().time() - began < 0.5
    assert not reader.remembers(TEXTS[0], AT)
    await readers.close()


async def test_what_it_does_not_read_in_time_is_not_waited_for() -> None:
    readers = Readers(1, patience=0.3)
    reader = a_reader()
    while not reader.remembers(TEXTS[0], AT):
        await readers.read(reader, TEXTS[0], AT)
    (process_id,) = readers.process_ids
    os.kill(process_id, signal.SIGSTOP)
    await readers.read(reader, TEXTS[1], AT)
    assert not reader.remembers(TEXTS[1], AT)
    await readers.close()
    assert readers.process_ids == []
