"""A mail as bytes: its headers, its text and its HTML, all in ASCII with short lines, the same bytes each time."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from hashlib import sha256
from urllib.parse import urlsplit

from freesheet.editions.email.page import Mail

# RFC 2045, section 6.7: a line of quoted-printable has 76 characters at the most.
POLICY = SMTP.clone(max_line_length=76)
# Names under .invalid can't be anyone's (RFC 2606): who sends the mail puts the real ones in.
NOBODY = "nobody.invalid"
_PLAIN_ADDRESS = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


def build(mail: Mail, html: str, text: str, when: datetime | None) -> bytes:
    """The mail. What stands in double braces is for the mailing program to fill in, and a date where there is none."""
    house = mail.house
    mark = sha256(f"{mail.title}\0{html}\0{text}".encode()).hexdigest()[:24]
    letter = EmailMessage(POLICY)
    letter["From"] = Address(_line(house.name), addr_spec=sender(house.contact, house.site))
    letter["To"] = Address(addr_spec=f"reader@{NOBODY}")
    # A headline that looks like an encoded word (RFC 2047) would be decoded; a joiner of no width keeps it as it is.
    letter["Subject"] = _line(mail.subject).replace("=?", "=\u2060?")
    if when:
        letter["Date"] = when.astimezone(house.zone)
    letter["Message-ID"] = f"<{mail.issue.slug}.{mark}@{domain(house.contact, house.site)}>"
    letter["List-Id"] = f"<stories.{domain(house.contact, house.site)}>"
    letter["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter["Precedence"] = "bulk"
    letter.set_content(text, cte="quoted-printable")
    letter.add_alternative(html, subtype="html", cte="quoted-printable")
    letter["Content-Language"] = mail.language
    letter.set_boundary(f"freesheet-{mark}")
    return letter.as_bytes()


def size(html: str) -> int:
    """The bytes of the HTML as it stands in the mail, which is what mail programs measure."""
    part = MIMEPart(POLICY)
    part.set_content(html, subtype="html", cte="quoted-printable")
    payload = str(part.get_payload())
    return len(payload) + payload.count("\n")


def sender(contact: str, site: str) -> str:
    return contact if _PLAIN_ADDRESS.fullmatch(contact) else f"newsroom@{domain(contact, site)}"


def domain(contact: str, site: str) -> str:
    """The house's domain: its site's, else its address's, else a placeholder."""
    host = (urlsplit(site).hostname or "").removeprefix("www.")
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
        return host
    return contact.rpartition("@")[2] if _PLAIN_ADDRESS.fullmatch(contact) else NOBODY


def _line(text: str) -> str:
    """A header's value on one line."""
    return " ".join(text.split())
