"""The addresses of `officers`."""

from .answers import Address

TABLE: dict[str, Address] = {}
