"""The stylesheet keeps what a page or a script can use, in order, and nothing else."""

from __future__ import annotations

import pytest

from alliance.site.purge import Used, parse, purged


@pytest.fixture
def used() -> Used:
    found = Used()
    found.read_page('<html data-theme="auto"><body><main id="main"><p class="lead big">x</p><details><summary>y</summary></details></main></body></html>')
    found.read_script('box.className = "ledger-live"; root.dataset.ledgerMode = "dark"; document.createElement("button");')
    return found


@pytest.mark.parametrize(
    "selector",
    ["p", ".lead.big", "main > p.lead", "#main", "html[data-theme=dark] p", "html[data-ledger-mode] p", ".ledger-live", "button:hover", "p:not(.absent)::before", ":root", "*", "details[open]", "p:is(.absent, .lead)", "P:NTH-CHILD(2N+1)"],
)
def test_what_can_match_stays(used, selector):
    """Catch a style lost that a page, a state or a script needs."""
    assert purged(f"{selector}{{color:red}}", used) == f"{selector}{{color:red}}\n"


@pytest.mark.parametrize("selector", [".absent", "p.absent", "#absent", "table", "p > table", "[data-absent]", "p.lead .absent:hover", r".w-1\/2"])
def test_what_cannot_match_goes(used, selector):
    """Catch dead weight."""
    assert purged(f"{selector}{{color:red}} p{{color:blue}}", used) == "p{color:blue}\n"


def test_lists_lose_their_dead_parts_and_groups_their_dead_rules(used):
    """Catch a rule lost with a dead neighbour, and an empty group."""
    assert purged("p, .absent, main{a:b}", used) == "p,main{a:b}\n"
    assert purged("@media (min-width:1px){p{a:b}.absent{a:b}} @media print{.absent{a:b}}", used) == "@media (min-width:1px){p{a:b}}\n"
    assert purged("p:is(.x, .y), table{a:b}", used) == "p:is(.x, .y){a:b}\n"


def test_strings_comments_and_addresses_do_not_end_a_rule(used):
    """Catch a brace or semicolon in a string that cuts the sheet in two."""
    sheet = "/* } p{a:b} */ p::before{content:\"};{\";a:url(data:image/svg+xml;utf8,x)} main{b:url(\"data:a;b,{}\")}"
    assert purged(sheet, used) == "p::before{content:\"};{\";a:url(data:image/svg+xml;utf8,x)}\nmain{b:url(\"data:a;b,{}\")}\n"


def test_fonts_files_imports_and_unread_variables_go(used):
    """Catch a request for a font or file that the site does not keep, and variables that nothing reads, nor those that only they read."""
    sheet = '@charset "utf-8";@import "x.css";@font-face{font-family:X;src:url(x.woff2)}p{--a:1;--b:var(--a);--c:2;color:var(--c);background:url(x.png)}'
    assert purged(sheet, used) == "p{--c:2;color:var(--c)}\n"


def test_movements_stay_where_something_moves(used):
    """Catch an animation without its steps, and steps without an animation."""
    assert "@keyframes turn{from{a:b}to{a:c}}" in purged("@keyframes turn{from{a:b}to{a:c}} @keyframes other{to{a:b}} p{animation:1s turn}", used)
    assert "other" not in purged("@keyframes turn{from{a:b}to{a:c}} @keyframes other{to{a:b}} p{animation:1s turn}", used)


def test_order_is_kept():
    """Catch a sheet in which another rule wins."""
    assert [rule.prelude for rule in parse("b{x:y}a{x:y}b{x:z}")] == ["b", "a", "b"]
