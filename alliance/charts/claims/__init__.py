"""The figures of the claims chapter: verdicts, forecasts, latitude, tensions."""

from alliance.charts.claims.tensions import pair, ranked
from alliance.charts.claims.verdicts import (
    by_document,
    by_kind,
    by_theme,
    drivers,
    forecasts,
    latitude,
)

__all__ = ["by_document", "by_kind", "by_theme", "drivers", "forecasts", "latitude", "pair", "ranked"]
