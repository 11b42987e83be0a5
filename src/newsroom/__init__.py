"""The newsroom: where stories are written, sent to press, and posted; Django and Wagtail around the pure press."""
