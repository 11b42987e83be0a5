"""The desk: where stories are written, reviewed, scheduled, corrected and withdrawn."""
