"""What is PostgreSQL's alone is tested where the tests run on PostgreSQL."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_postgresql.py"]
