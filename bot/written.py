"""Files that people have written: text in UTF-8."""

from __future__ import annotations

import errno
from pathlib import Path

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一个不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
}


class Unreadable(Exception):
    """Says why, and what can be done about it."""


def text_of(path: Path) -> str:
    """Raises `Unreadable`."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors begin a file with a mark
    except FileNotFoundError:
        raise Unreadable("没有这个文件") from None
    except UnicodeDecodeError:
        raise Unreadable("不是 UTF-8 文本，请另存为 UTF-8") from None
    except OSError as error:
        raise Unreadable(f"读不了：{reason(error)}") from None


def reason(error: OSError) -> str:
    """Why the system did not let us."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)
