"""A story's slug: its headline or address as a short ASCII name for folders and links."""

import re
from hashlib import sha256

from anyascii import anyascii

# The most that nodes.Slug allows; long enough for a headline, short enough for every file system and a printed link.
LONGEST = 80


def slug_of(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, cut after a whole word; never empty."""
    plain = re.sub(r"['’ʼ`]", "", text.lower())
    words = re.findall(r"[a-z0-9]+", anyascii(plain).lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or f"story-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
