"""Checks of what the documents say of the instruments: the articles, what they oblige, their dates."""

from __future__ import annotations

TABLES = ()
