"""The figures of the chapter on trade: the record, leverage and money, and the bargain."""

from alliance.charts.trade_links.bargain import (
    break_even,
    closing,
    drivers,
    exposure,
    scale,
)
from alliance.charts.trade_links.pressure import coercion, investment, north
from alliance.charts.trade_links.record import both_counts, duties, shares
from alliance.charts.trade_links.technology import technology

__all__ = ["both_counts", "break_even", "closing", "coercion", "drivers", "duties", "exposure", "investment", "north", "scale", "shares", "technology"]
