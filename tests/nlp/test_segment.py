"""The cut into words, against the search that jieba brings along."""

from __future__ import annotations

import pytest

from nlp.dictionary import packaged
from nlp.segment import Segmenter, tokenizer_over

_TEXTS = (
    "",
    "水",
    "空调不制冷",
    "西溪华庭21幢403室,热水器打不着火,联系何师傅",
    "三号楼电梯困人了,地下车库排水泵一直响,消防主机报故障",
    "你好我是滨江花园9幢1单元1604的业主,道闸杆抬不起来,车堵在门口",
    "5楼打印机printer卡纸,AP也掉线了,A3柜子P0A1F00",
)


@pytest.mark.parametrize("text", _TEXTS)
def test_no_cut_into_the_words_that_jieba_finds_has_fewer(text: str) -> None:
    shapes = packaged().shapes
    found = tokenizer_over(shapes).get_DAG(text)
    fewest = [0] * (len(text) + 1)
    for start in reversed(range(len(text))):
        fewest[start] = 1 + min(fewest[end + 1] for end in {start, *found[start]})
    ends = Segmenter(shapes).cut(text)
    at = words = 0
    while at < len(text):
        assert at not in ends or ends[at] - 1 in found[at]
        at = ends.get(at, at + 1)
        words += 1
    assert words == fewest[0]
