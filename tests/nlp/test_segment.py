import random

import pytest

from nlp.dictionary import packaged
from nlp.segment import Segmenter
from nlp.spans import Claims

SHAPES = packaged().shapes
SEGMENTER = Segmenter(SHAPES)
TEXTS = (
    "厨房水管漏水,地上都是水",
    "2号楼电梯门关不上了,按了没反应",
    "RG-AP720不上线,P0A1F00,3F的printer卡纸",
    "空调不制冷吹出来是热风王先生138",
)


def cut(text: str) -> list[str]:
    """Into the fewest of jieba's words, and of such cuts the one that begins with the longest."""
    lattice = SEGMENTER.tokenizer.get_DAG(text)
    best: list[list[str]] = [[] for _ in range(len(text) + 1)]
    for start in range(len(text) - 1, -1, -1):
        ends = sorted({start, *lattice[start]}, reverse=True)
        cuts = [[text[start : end + 1], *best[end + 1]] for end in ends]
        best[start] = min(cuts, key=len)
    return best[0]


def mixed(seed: int) -> str:
    chaos = random.Random(seed)  # noqa: S311 - the same in each run
    words = sorted(SHAPES)
    return "".join(chaos.choice(words)[: chaos.randint(1, 6)] for _ in range(12))


@pytest.mark.parametrize("text", [*TEXTS, *map(mixed, range(60))])
def test_the_cut_is_that_of_jieba_over_the_same_dictionary(text: str) -> None:
    outline = SEGMENTER.outline(text, Claims(len(text)))
    known = [(at, word) for at, word in outline.words if len(word) > 1]
    words = cut(text)
    places = [sum(map(len, words[:index])) for index in range(len(words))]
    cut_words = [(at, word) for at, word in zip(places, words, strict=True) if len(word) > 1]
    assert [each for each in cut_words if not each[1][-1].isascii()] == [
        each for each in known if not each[1][-1].isascii()
    ]


def test_a_text_without_characters_has_no_words() -> None:
    assert SEGMENTER.outline("", Claims(0)).words == []
