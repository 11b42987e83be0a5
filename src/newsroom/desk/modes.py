"""The forms in which the desk shows a story or an issue that is being written."""

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
# The same for an issue.
ISSUE_MODES: dict[str, str] = {
    "site": "Page of the site",
    "before": "Before publishing",
    "print": "Printed sheets",
    "large-print": "Large print",
    "booklet": "Booklet",
    "email": "E-mail",
    "text": "Plain text",
}
