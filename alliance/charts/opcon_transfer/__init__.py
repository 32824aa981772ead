"""The figures of the operational-control chapter: the record of promises, and the outlook."""

from alliance.charts.opcon_transfer.outlook import (
    drivers,
    gate,
    likelihood,
    terms,
    time_taken,
)
from alliance.charts.opcon_transfer.record import command, promised, slips, stages

__all__ = ["command", "drivers", "gate", "likelihood", "promised", "slips", "stages", "terms", "time_taken"]
