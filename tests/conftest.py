"""What every test has: a database (see tests/settings.py)."""
