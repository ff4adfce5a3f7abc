"""What a check costs grows as the text does, in one line and in many paragraphs."""

from __future__ import annotations

from itertools import product

import pytest

from store.campaign_records import Fact
from store.copydesk.checker import Checker
from store.copydesk.manuscript import Known, Manuscript, Part, Scope
from store.copydesk.rule_files import built_in
from tests.cost import grows_evenly

RULES = built_in()
FACTS = (Fact(campaign="1" * 32, key="suất quà tặng", value="1.240", unit="suất quà"),)
SENTENCES = {
    "figures": "Tổ may tặng 1.250 suất quà cho 45 người, gồm 20 nam và 25 nữ. ",
    "figures without end": "tổ may tặng 1.250 suất quà cho 45 người, gồm 20 nam và 25 nữ, ",
    "money": "trao 50 phần quà, mỗi phần 1 triệu đồng, tổng trị giá 50 triệu đồng, ",
    "one count": "Có 420 thợ nhận quà, mỗi suất 3 triệu đồng, tổng trị giá 1,62 tỉ đồng. ",
    "totals": "Tổng chi phí 1,28 tỉ đồng, trong đó xã 768 tỉ đồng, tăng 9% so với 8 tỉ đồng. ",
    "percentages": "gạo chiếm 62%, ngô chiếm 23%, ",
    "quotes opened": "anh nói “làm rồi, chị bảo chưa xong ",
    "quotes closed": "anh nói làm rồi”, chị bảo chưa xong ",
    "brackets closed": "anh nói làm rồi), chị bảo chưa xong ",
    "slips": "phát hiện năng khiêu thể thao  và giáo dúc học sinh , xử dụng ",
    "days": "ngày 22/4 đến 31/4, thứ hai 3/5, sáng 31.4, ",
}
NAMES = [
    f"{family} {middle} {given}"
    for family, middle, given in product(
        ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ"],
        ["Văn", "Thị", "Đức", "Minh", "Thanh", "Quốc", "Hữu", "Ngọc"],
        ["An", "Bình", "Cường", "Dũng", "Hà", "Hải", "Lan", "Mai", "Nam", "Phúc", "Quân", "Sơn"],
    )
]


def checked(*texts: str) -> object:
    """Check some paragraphs, which a fact sheet knows something of."""
    parts = tuple(Part(Scope.BODY, "body", text) for text in texts)
    return Checker(RULES).check(Manuscript(parts, Known(facts=FACTS)))


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("is_one", [True, False], ids=["line", "paragraphs"])
def test_what_a_text_says_again_and_again(name, is_one):
    def make(size):
        texts = [SENTENCES[name] * size] if is_one else [SENTENCES[name]] * size
        return lambda: checked(*texts)

    grows_evenly(make, 100)


def test_a_list_of_names():
    def make(size):
        return lambda: checked(" ".join(f"Anh {name}." for name in NAMES[:size]))

    grows_evenly(make, 120)
