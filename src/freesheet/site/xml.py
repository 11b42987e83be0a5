"""Text made fit for XML 1.0: what it can't hold is taken out, what it would read as markup is escaped."""

import re

# XML 1.0, section 2.2, production Char: everything else may stand in no document, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
# From here on, a look at all bytes at once is faster than one at each character.
_LONG = 200


def legal(text: str) -> str:
    """The text without characters that XML can't hold; nearly always the very same."""
    if len(text) < _LONG or not _clean(text):
        return _ILLEGAL.sub("", text)
    return text


def _clean(text: str) -> bool:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    return len(data.translate(None, _CONTROLS)) == len(data) and "\ufffe" not in text and "\uffff" not in text


def escaped(text: str) -> str:
    """The text as the content of an element or of an attribute in double quotes."""
    text = legal(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def cdata(text: str) -> str:
    """Legal markup as the content of an element, as it is; a `]]>` in it is divided between two sections."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
