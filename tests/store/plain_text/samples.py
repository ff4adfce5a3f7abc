"""A reporter's text in paragraphs, and the page that is read from one."""

from __future__ import annotations

from store.articles.plain_text import page_of_blocks, read_plain_text

HEADLINE = "Khu nhà trọ Đông Anh có thêm một phòng đọc cho công nhân"
LEAD = (
    "Hà Nội – Sau giờ tan ca, gần trăm công nhân ở khu nhà trọ Đông Anh ngồi đọc sách trong căn "
    "phòng vừa được công đoàn xã sửa lại từ một nhà kho bỏ không đã nhiều năm."
)
SECOND = (
    "Phòng đọc mở cửa từ 18h đến 22h, có 1.200 đầu sách do 14 công đoàn cơ sở góp, ai cũng được "
    "mượn về trong hai tuần mà không phải đặt tiền."
)
THIRD = "Chị Lê Thị Mến, công nhân may, nói chị mượn sách cho con nhiều hơn cho mình."
BODY = (LEAD, SECOND, THIRD)


def read(text, **options):
    return page_of_blocks(read_plain_text(text, **options))
