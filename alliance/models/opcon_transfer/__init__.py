"""When could wartime operational control pass to a Korean commander, and what stands in between?

A transfer needs two certifications, each at a yearly meeting at which its work is in hand, a security environment judged
fit, a lead time, and two further conditions (schedule). Durations and chances are declared judgements; many courses of
events are drawn from one seed (simulation). Beside this inside view stands what became of the dates promised before
(promises). Left out on purpose: any judgement of whether transfer is wise, and which forces should come first.
"""

from alliance.models.opcon_transfer.chapter import (
    curves,
    gate_curve,
    in_office,
    plan,
    sampled,
    simulate,
    slips,
    time_taken,
)
from alliance.models.opcon_transfer.figures import redrawn
from alliance.models.opcon_transfer.promises import of_class, on_chart
from alliance.models.opcon_transfer.results import headlines

#: The tables the chapter's model reads.
TABLES = (
    "command_arrangements",
    "opcon_conditions",
    "opcon_milestones",
    "opcon_promises",
    "opcon_stages",
)

__all__ = [
    "TABLES",
    "curves",
    "gate_curve",
    "headlines",
    "in_office",
    "of_class",
    "on_chart",
    "plan",
    "redrawn",
    "sampled",
    "simulate",
    "slips",
    "time_taken",
]
