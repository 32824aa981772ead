"""Checks of what the documents say of trade, tariffs, investment, technology and coercion."""

from __future__ import annotations

TABLES = ()
