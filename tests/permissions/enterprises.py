"""The addresses of `enterprises`."""

from .answers import Address

TABLE: dict[str, Address] = {}
