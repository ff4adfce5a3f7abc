"""A small template, and how its tasks are found."""

from __future__ import annotations

BUILT_IN = "thang-cong-nhan"

SMALL = """\
version = 1
name = "Đợt {year}"
phases = ["kế hoạch", "triển khai"]
levels = ["cơ sở"]
topics = ["thi đua"]
goals = [{ code = "G1", text = "Gần người lao động hơn" }]

[audiences]
trong = ["đoàn viên"]

[channels]
"mạng xã hội" = ["Zalo"]
"""


def task(**fields: str) -> str:
    """Return a [[tasks]] table; the values are TOML."""
    fields = {"title": '"Viết tin"', "phase": '"triển khai"'} | fields
    return "\n[[tasks]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())
