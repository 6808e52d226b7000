"""All sabotages. To add one: name the guard in the module of its kind, and the fastest tests that must notice."""

from . import access, doors, own, reckoning, records, surveys, veils

SABOTAGES = (
    *access.SABOTAGES, *own.SABOTAGES, *records.SABOTAGES, *doors.SABOTAGES, *reckoning.SABOTAGES, *surveys.SABOTAGES,
    *veils.SABOTAGES,
)  # fmt: skip
