"""Checks of what the documents say of North Korea, China, the Quad, Japan, and of operational control."""

from __future__ import annotations

TABLES = ()
