"""Checks of what the documents say of troops, bases and demography."""

from __future__ import annotations

TABLES = ()
