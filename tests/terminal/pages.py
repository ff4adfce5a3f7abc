"""The pages of text that the tests in a real terminal take in."""

FIRST_PAGE = """\
Xưởng dệt bên sông mở lại ca đêm

Bùi Hạnh |

Hải Dương – Từ ngày 2.5, xưởng dệt bên sông mở lại ca đêm sau ba tháng nghỉ.

Ban đầu có 120 thợ đi làm; nhà ăn nấu thêm một bữa lúc 0h30.

Bùi Hạnh
TIN LIÊN QUAN

Bếp ăn ca ba đổi món theo mùa

Đỗ Lan |

Thợ góp ý vào một cuốn sổ đặt ở cửa bếp."""

SECOND_PAGE = """\
Đội xe đạp thu gom giấy cũ

Vũ Minh |

Nam Định – Mười hai người đạp xe gom giấy cũ để lập quỹ sách.

Quỹ đã mua được hai tủ sách.

Vũ Minh
TIN LIÊN QUAN

Tủ sách nhà trọ có người trông

Vũ Minh |

Mỗi tối một bạn trẻ ngồi trông tủ và ghi sổ mượn."""
