"""Checks of what the documents say of elections, summits and public health."""

from __future__ import annotations

TABLES = ()
