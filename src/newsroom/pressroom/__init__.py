"""The pressroom: puts every change on record and sends it to press at once."""
