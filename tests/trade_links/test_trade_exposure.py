"""What a partner's cut takes: by hand, in proportion, refused outside its bounds and its years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.trade_links import chapter, exposure


def cut(share=0.1, net=0.5):
    return exposure.cut(exports_usd_bn=120, world_usd_bn=600, gdp_usd_bn=2000, cut_share=share, net_share=net)


def test_worked_by_hand():
    """Catch a share of the wrong whole: a tenth of 120 is 12, 2 per cent of 600, 0.6 of 2000, half of it net."""
    assert cut() == {"loss_usd_bn": pytest.approx(12), "of_exports_pct": pytest.approx(2), "of_gdp_pct": pytest.approx(0.6), "net_of_gdp_pct": pytest.approx(0.3), "share_pct": pytest.approx(20)}


@given(st.floats(0, 1), st.floats(0, 1))
def test_in_proportion(share, net):
    """Catch a loss that is not in proportion to the cut, or a net loss above the gross one."""
    found = cut(share, net)
    assert found["loss_usd_bn"] == pytest.approx(120 * share) and found["net_of_gdp_pct"] <= found["of_gdp_pct"] + 1e-12
    assert found["of_exports_pct"] <= found["share_pct"] + 1e-9


@pytest.mark.parametrize(("share", "net"), [(1.1, 0.5), (-0.1, 0.5), (0.5, 2)])
def test_share_outside_a_whole(share, net):
    """Catch a cut above the whole."""
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        cut(share, net)


def test_gdp_in_dollars(trade_data):
    """Catch won taken for dollars: GDP of 2023 is known in won on the new base and converted at the mean rate of 2023."""
    gdp, rates = trade_data["gdp"], trade_data["exchange_rates"]
    assert exposure.gdp_usd_bn(gdp, rates, basis="bok_2020_base", year=2023) == pytest.approx(2401 * 1000 / 1306.7637)
    assert exposure.gdp_usd_bn(gdp, rates, basis="bok_2020_base", year=2024) == 1874.6
    with pytest.raises(ValueError, match="GDP of 2010 is not known on the basis bok_2020_base; its years are 2023, 2024, 2025"):
        exposure.gdp_usd_bn(gdp, rates, basis="bok_2020_base", year=2010)


def test_published_exports(trade_data):
    """Catch a total of another maker: customs print 632.2 billion dollars of exports for 2023."""
    found = exposure.exports_in(trade_data, year=2023)
    assert set(found) == {"USA", "CHN", "JPN", "WLD"} and found["WLD"] == pytest.approx(632, abs=1)
    with pytest.raises(ValueError, match="not at hand for 1998"):
        exposure.exports_in(trade_data, year=1998)


def test_unknown_partner(trade_values, trade_data):
    """Catch a partner that the table lacks, in name or in year."""
    with pytest.raises(ValueError, match="'CHI' is not a partner"):
        chapter.declared_cut({**trade_values(), "cut_partner": "CHI"}, trade_data)
    with pytest.raises(ValueError, match="exports to JPN are not at hand for 2024"):
        chapter.declared_cut({**trade_values(), "cut_partner": "JPN", "exposure_year": 2024}, trade_data)
