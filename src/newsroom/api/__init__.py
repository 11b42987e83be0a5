"""The API: what partners and apps read of what is published, and what editors' own tools write."""
