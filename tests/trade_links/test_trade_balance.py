"""What closes a deficit: exports alone, imports alone, both; and how far a sum stands for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.trade_links import balance

FLOW = st.floats(1, 1000)


def test_worked_by_hand():
    """Catch changes taken of the wrong flow: 120 to the United States, 80 to Korea, a deficit of 40."""
    found = balance.closing_changes(to_us_usd_bn=120, to_korea_usd_bn=80)
    assert found == {"exports_alone": pytest.approx(50), "imports_alone": pytest.approx(100 / 3), "together": pytest.approx(20)}
    assert balance.imports_fall(to_us_usd_bn=120, to_korea_usd_bn=80, exports_rise_pct=25) == pytest.approx(100 / 6)


@given(FLOW, FLOW)
def test_each_change_balances(to_us, to_korea):
    """Catch a change after which trade is not balanced: by exports alone, by imports alone, and by both."""
    found = balance.closing_changes(to_us_usd_bn=to_us, to_korea_usd_bn=to_korea)
    assert to_korea * (1 + found["exports_alone"] / 100) == pytest.approx(to_us)
    assert to_us * (1 - found["imports_alone"] / 100) == pytest.approx(to_korea)
    assert to_korea * (1 + found["together"] / 100) == pytest.approx(to_us * (1 - found["together"] / 100), abs=1e-9)


@given(FLOW, FLOW, st.integers(1, 30))
def test_line_balances_everywhere(to_us, to_korea, steps):
    """Catch a point of the line at which a deficit is left."""
    line = balance.closing_line(to_us_usd_bn=to_us, to_korea_usd_bn=to_korea, steps=steps)
    assert len(line) == steps + 1 and line[-1]["imports_fall_pct"] == pytest.approx(0, abs=1e-9)
    for point in line:
        assert to_us * (1 - point["imports_fall_pct"] / 100) == pytest.approx(to_korea * (1 + point["exports_rise_pct"] / 100), abs=1e-6)


def test_share_of_deficit():
    """Catch a share of a deficit that does not exist."""
    assert balance.share_of_deficit_pct(9, 60) == pytest.approx(15)
    with pytest.raises(ValueError, match="no deficit to compare with"):
        balance.share_of_deficit_pct(9, -1)


def test_refused():
    """Catch trade in one direction alone."""
    with pytest.raises(ValueError, match="trade in both directions"):
        balance.closing_changes(to_us_usd_bn=10, to_korea_usd_bn=0)
