"""The forms in which the desk shows a story that is being written."""

# What the desk shows of a story, in the order of its menu. The first is shown at once.
MODES: dict[str, str] = {
    "web": "Web page",
    "before": "Before publishing",
    "lite": "Text-only page",
    "print": "Printed sheets",
    "large-print": "Large print",
    "booklet": "Booklet",
    "message": "Prison messages",
    "email": "E-mail",
    "text": "Plain text",
}
