"""A mail (EML) that a mail program opens as a draft: the page as text, and as HTML beside it.

It has no addressee; who sends it fills that in. A mail needs a sender, so it names one at a domain
that nobody can have (RFC 2606), which the mail program puts its own in the place of.
"""

from __future__ import annotations

from email.header import Header
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from typing import Final

from msgspec.structs import replace

from store.articles.page_format import write_page
from store.articles.photos import LIST_END, Sighting, sheet_text
from store.articles.picture_files import MEDIA_TYPES
from store.formats import html
from store.formats.outgoing import Outgoing, refuse_what_xml_lacks
from store.formats.plain import undressed

_DOMAIN: Final = "toasoan.invalid"
_LONGEST_LINE: Final = 400


def written(out: Outgoing) -> bytes:
    """Return an article as a mail; raises PageError as `registry.Format.written`."""
    page, article = out.page, out.article
    refuse_what_xml_lacks(page)
    # Not `EmailMessage`, which loses spaces where it folds a long subject (Python 3.11).
    text = MIMEMultipart("alternative", f"toasoan-{article.id}")
    mail = MIMEMultipart("mixed", f"toasoan-photos-{article.id}") if out.pictures else text
    mail["Subject"] = Header(_line(article.title)[:_LONGEST_LINE], "utf-8").encode()
    mail["From"] = formataddr((_line(page.byline)[:_LONGEST_LINE], f"desk@{_DOMAIN}"))
    mail["Date"] = format_datetime(out.at)
    mail["Message-ID"] = f"<{article.id}.{out.at:%Y%m%d%H%M%S}@{_DOMAIN}>"
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft
    mail["Content-Language"] = "vi"
    rich = "\n".join(html.blocks(replace(out, pictures=())))
    text.attach(MIMEText(undressed(write_page(page).decode()), "plain", "utf-8"))
    text.attach(MIMEText(f"<html><body>\n{rich}\n</body></html>\n", "html", "utf-8"))
    if out.pictures:
        _attach(mail, text, out)
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def _attach(mail: MIMEMultipart, text: MIMEMultipart, out: Outgoing) -> None:
    """Put the text, the pictures and the list of them into a mail."""
    mail.attach(text)
    for picture in out.pictures:
        kind = MEDIA_TYPES[picture.kind].partition("/")[2]
        part = MIMEImage(picture.read(), kind)
        part.add_header("Content-Disposition", "attachment", filename=picture.name)
        mail.attach(part)
    seen = [Sighting(replace(one.photo, file=one.name)) for one in out.pictures]
    told = MIMEText(sheet_text(out.article.title, seen), "plain", "utf-8")
    told.add_header("Content-Disposition", "attachment", filename=f"anh{LIST_END}")
    mail.attach(told)


def shown(data: bytes) -> str:
    """Return the text of such a mail."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
