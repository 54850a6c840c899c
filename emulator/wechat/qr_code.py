"""A QR code as a PNG: version 5, level L, byte mode, which holds up to 106 bytes in one block.

One version is enough for the addresses of scenes, and one block needs no interleaving.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIZE = 37
DATA = 108  # code words of data, followed by
CHECK = 26  # code words that correct errors
ALIGNMENT = 30
QUIET, SCALE = 4, 8  # modules of margin, pixels of a module
LEVEL_L_MASK_0 = 0b111011111000100  # the format word of level L with mask 0, check bits and all

Grid = list[list[bool | None]]


def picture(text: str) -> bytes:
    """Raises ValueError if it is too long."""
    return _png(matrix(text))


def matrix(text: str) -> list[list[bool]]:
    """True is black. Raises ValueError if it is too long."""
    grid: Grid = [[None] * SIZE for _ in range(SIZE)]
    _draw_patterns(grid)
    _draw_data(grid, _code_words(text.encode()))
    return [[bool(module) for module in row] for row in grid]


def _code_words(content: bytes) -> bytes:
    if len(content) > DATA - 2:
        raise ValueError(f"{len(content)} bytes are too many for one code")
    bits = f"0100{len(content):08b}" + "".join(f"{byte:08b}" for byte in content) + "0000"
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    padding = b"\xec\x11" * DATA
    data += padding[: DATA - len(data)]
    return data + _remainder(data)


def _remainder(data: bytes) -> bytes:
    """Reed and Solomon's check words."""
    generator = _generator()
    rest = list(data) + [0] * CHECK
    for index in range(len(data)):
        factor = rest[index]
        for place, coefficient in enumerate(generator):
            rest[index + place] ^= _times(coefficient, factor)
    return bytes(rest[len(data) :])


def _generator() -> list[int]:
    """The product of (x - 2^i) for every check word, highest power first."""
    product, root = [1], 1
    for _ in range(CHECK):
        shifted = [*product, 0]
        for place, coefficient in enumerate(product):
            shifted[place + 1] ^= _times(coefficient, root)
        product, root = shifted, _times(root, 2)
    return product


def _times(left: int, right: int) -> int:
    """In the field of 256 elements."""
    product = 0
    while right:
        product ^= left if right & 1 else 0
        left = (left << 1) ^ (0x11D if left & 0x80 else 0)
        right >>= 1
    return product


def _draw_patterns(grid: Grid) -> None:
    for row, column in ((0, 0), (0, SIZE - 7), (SIZE - 7, 0)):
        _draw_finder(grid, row, column)
    _draw_rings(grid, ALIGNMENT, ALIGNMENT, reach=2, white=(1,))
    for place in range(8, SIZE - 8):
        grid[6][place] = grid[place][6] = place % 2 == 0
    _draw_format(grid)


def _draw_finder(grid: Grid, row: int, column: int) -> None:
    _draw_rings(grid, row + 3, column + 3, reach=4, white=(2, 4))


def _draw_rings(grid: Grid, row: int, column: int, *, reach: int, white: tuple[int, ...]) -> None:
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            if 0 <= row + down < SIZE and 0 <= column + across < SIZE:
                grid[row + down][column + across] = max(abs(down), abs(across)) not in white


def _draw_format(grid: Grid) -> None:
    """Twice, beside the finders; bit 0 first. The dark module stands below the second copy."""
    first = [(0, 8), (1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (7, 8), (8, 8), (8, 7)]
    first += [(8, 14 - bit) for bit in range(9, 15)]
    second = [(8, SIZE - 1 - bit) for bit in range(8)] + [(SIZE - 15 + bit, 8) for bit in range(8, 15)]
    for places in (first, second):
        for bit, (row, column) in enumerate(places):
            grid[row][column] = bool(LEVEL_L_MASK_0 >> bit & 1)
    grid[SIZE - 8][8] = True


def _draw_data(grid: Grid, words: bytes) -> None:
    """Mask 0 turns every module of an even diagonal over; what is left over at the end is zero."""
    bits = (word >> shift & 1 for word in words for shift in range(7, -1, -1))
    for row, column in list(_free(grid)):
        grid[row][column] = bool(next(bits, 0)) ^ ((row + column) % 2 == 0)


def _free(grid: Grid) -> Iterator[tuple[int, int]]:
    """In pairs of columns from the right, up and down in turn; the column of the timing pattern does not count."""
    upwards = True
    for right in (*range(SIZE - 1, 6, -2), *range(5, 0, -2)):
        for row in range(SIZE - 1, -1, -1) if upwards else range(SIZE):
            yield from ((row, column) for column in (right, right - 1) if grid[row][column] is None)
        upwards = not upwards


def _png(modules: list[list[bool]]) -> bytes:
    side = (SIZE + 2 * QUIET) * SCALE
    margin, blank = [False] * QUIET, [[False] * (SIZE + 2 * QUIET)] * QUIET
    rows = [*blank, *(margin + row + margin for row in modules), *blank]
    lines = b"".join(_line(row) * SCALE for row in rows)
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _line(row: list[bool]) -> bytes:
    """One line of pixels, in grey, with PNG's "no filter" in front."""
    return b"\0" + b"".join((b"\0" if black else b"\xff") * SCALE for black in row)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
