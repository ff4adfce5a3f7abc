"""The documents."""

from store.campaign_records import Document
from tests.tui.helpers import seated

from .hands import fill, room


async def test_a_document_is_added_and_cited_in_full(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+d")
        await seat.press("a")
        await seat.comes("DocumentForm")
        await fill(seat, number="số 01-kl/tw", issued="18.5.2021", issuer="Bộ Chính trị")
        await seat.comes("DocumentsScreen")
        await seat.press("c")
        assert seat.app.clipboard == "Kết luận 01-KL/TW ngày 18.5.2021 của Bộ Chính trị"
        await seat.press("a")
        await seat.comes("DocumentForm")
        await fill(seat, number="01-KL/TW")
        assert "is in the register already" in " ".join(seat.text.replace("│", "").split())
        await seat.press("escape", "right", "enter")
        await seat.comes("DocumentsScreen")
        await seat.press("e")
        await seat.comes("DocumentForm")
        await fill(seat, title="Học theo Bác")
        await seat.comes("DocumentsScreen")
        (known,) = desk.campaigns[campaign.id].documents
        assert known.title == "Học theo Bác"
        await seat.press("d", "ctrl+z")
        assert desk.campaigns[campaign.id].documents == (known,)


async def test_an_odd_number_is_kept_only_when_asked_for(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+d")
        await seat.press("a")
        await seat.comes("DocumentForm")
        await fill(seat, number="thư ngỏ", kind="Thư")
        await seat.comes("Confirm")
        await seat.press("n")
        await seat.comes("DocumentForm")
        assert desk.campaigns[campaign.id].documents == ()
        await seat.press("ctrl+s")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("DocumentsScreen")
        (known,) = desk.campaigns[campaign.id].documents
        assert (known.kind, known.number) == ("Thư", "thư ngỏ")
        assert "the citation lacks: day, issuer" in " ".join(seat.text.replace("│", "").split())


async def test_a_document_is_found_by_its_words(desk, campaign):
    for number, title in (("05-CT/TW", "Học theo Bác"), ("21/KH-LĐLĐ", "Mùa quà")):
        desk.campaigns.documents.add(campaign, Document(kind="", number=number, title=title))
    async with seated(desk) as seat:
        await room(seat, "alt+d")
        await seat.press("f")
        await seat.type("mua qua")
        assert "05-CT" not in seat.text
        assert "21/KH" in seat.text
