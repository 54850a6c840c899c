"""Playbooks written for one question."""

from __future__ import annotations

SMALLEST = """\
name = "小店"
people = [{ userid = "wang", name = "王工" }, { userid = "sun", name = "孙班长" }, { userid = "wu", name = "吴工" }]

[defaults]
group = "a"
required = ["fault", "phone"]

[[groups]]
key = "a"
name = "一班"
members = ["wang"]
leader = "sun"

[[groups]]
key = "b"
name = "二班"
members = ["wu"]
leader = "sun"

[[areas]]
key = "qianjiang"
name = "钱江新城"
words = ["钱江"]
groups = ["b"]

[[areas]]
key = "binjiang"
name = "滨江"
groups = ["a"]

[[types]]
key = "lift"
name = "电梯困人"
words = ["困人"]
life_safety = true

[[types]]
key = "other"
name = "其他"
"""
