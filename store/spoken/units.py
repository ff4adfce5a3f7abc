"""Units of measure, and what is counted per what, as they are spoken."""

from __future__ import annotations

from typing import Final

UNITS: Final = {
    "%": "phần trăm",
    "‰": "phần nghìn",
    "°C": "độ C",
    "ºC": "độ C",
    "độ C": "độ C",
    "oC": "độ C",
    "°F": "độ F",
    "°": "độ",
    "º": "độ",
    "km": "ki-lô-mét",
    "m": "mét",
    "dm": "đề-xi-mét",
    "cm": "xen-ti-mét",
    "mm": "mi-li-mét",
    "km2": "ki-lô-mét vuông",
    "km²": "ki-lô-mét vuông",
    "m2": "mét vuông",
    "m²": "mét vuông",
    "cm2": "xen-ti-mét vuông",
    "cm²": "xen-ti-mét vuông",
    "m3": "mét khối",
    "m³": "mét khối",
    "cm3": "xen-ti-mét khối",
    "cm³": "xen-ti-mét khối",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "g": "gam",
    "mg": "mi-li-gam",
    "l": "lít",
    "L": "lít",
    "ml": "mi-li-lít",
    "h": "giờ",
    "s": "giây",
    "W": "oát",
    "kW": "ki-lô-oát",
    "MW": "mê-ga-oát",
    "GW": "gi-ga-oát",
    "kWh": "ki-lô-oát giờ",
    "MWh": "mê-ga-oát giờ",
    "kWp": "ki-lô-oát đỉnh",
    "MWp": "mê-ga-oát đỉnh",
    "V": "vôn",
    "kV": "ki-lô-vôn",
    "Hz": "héc",
    "kHz": "ki-lô-héc",
    "MHz": "mê-ga-héc",
    "GHz": "gi-ga-héc",
    "KB": "ki-lô-bai",
    "MB": "mê-ga-bai",
    "GB": "gi-ga-bai",
    "TB": "tê-ra-bai",
    "Mbps": "mê-ga-bít một giây",
    "Gbps": "gi-ga-bít một giây",
    "MP": "mê-ga-pích-xeo",
    "mAh": "mi-li-am-pe giờ",
    "mmHg": "mi-li-mét thủy ngân",
    "đ": "đồng",
    "₫": "đồng",
    "VND": "đồng",
    "VNĐ": "đồng",
    "vnđ": "đồng",
    "USD": "đô la Mỹ",
    "US$": "đô la Mỹ",
    "$": "đô la",
    "EUR": "euro",
    "€": "euro",
    "£": "bảng Anh",
    "oz": "ao-xơ",
    "tr": "triệu",
}
"""Sign → words; each is known behind a number."""

ALONE: Final = frozenset(
    {"km", "cm", "mm", "kg", "mg", "km2", "km²", "m2", "m²", "m3", "m³", "kWh", "kW", "MW"}
)
"""The signs that no word looks like, so that they are known without a number (đồng/kg, mỗi km)."""

SPEEDS: Final = {
    f"{sign}/{per}": f"{UNITS[sign]} trên {words}"
    for sign in ("km", "m", "cm", "mm", "m3", "m³", "l", "kg", "g", "mg", "kWh", "MB")
    for per, words in {
        "h": "giờ",
        "giờ": "giờ",
        "s": "giây",
        "giây": "giây",
        "phút": "phút",
        **{unit: UNITS[unit] for unit in ("l", "ml", "kg", "m2", "m²", "m3", "m³", "km", "ha")},
    }.items()
    if sign != per
}
"""A unit divided by another: km/h, kg/m²."""

ANY_ALONE: Final = "(?:{})".format(
    "|".join(
        sorted(
            {*ALONE, *(speed for speed in SPEEDS if speed.split("/")[0] in ALONE)},
            key=len,
            reverse=True,
        )
    )
)
"""A pattern for what is known without a number."""

BEFORE: Final = {"$": "đô la", "US$": "đô la Mỹ", "€": "euro", "£": "bảng Anh"}
"""The signs of money that stand in front of its number."""

_COUNTED: Final = """
% EUR USD VND VNĐ buổi bữa ca chiếc chuyến cháu chỉ con cái em euro giờ ha hộ kg khách km
lít lượng lượt lần m2 m3 m² m³ môn nghìn ngàn ngày người phút phần suất sản tháng tiếng tiết
tr triệu trẻ tín tạ tấn tỉ tỷ vé vụ xe yến đ điểm đô đồng
"""
COUNTED: Final = frozenset(_COUNTED.split())
"""What is counted per something, before the stroke: 5 triệu đồng/tháng."""

_MONEY: Final = """
EUR USD VND VNĐ euro đ đồng
"""
MONEY: Final = frozenset({*_MONEY.split(), "đô la Mỹ", "đô la", "đô", "bảng Anh", "bảng"})
"""What is counted per anything: 500.000 đồng/máy."""

_PER: Final = """
bao buổi bài bát bộ bữa ca chiếc chuyến cháu chỉ con cuốn cái cây căn cổ em gia giây giờ h
ha học hộ hộp kWh kg khóa km kỳ ly lít lượng lượt lần lớp m2 m3 m² m³ môn mùa mẫu ngày người
năm oz phòng phút quyển quý quả suất sào số tháng thùng tiết trái trận trẻ tuần tô tạ tấn
tập vé vụ xe yến đêm đôi đơn đầu đợt
"""
PER: Final = frozenset(_PER.split())
"""What something is counted per, behind the stroke."""


def per(unit: str) -> str:
    """Return what stands behind the stroke in words: a unit, or the word that it is."""
    return UNITS.get(unit, unit)
