"""How long a slider takes to a redrawn chart, in every chapter's panel of the built site: `python benchmarks/whatif.py [STEM...]`.

Moves each slider that a panel shows at once from step to step of its plausible range and waits, in the page, for the answer and
the picture after it; the first answer, which loads the model, is not counted. Prints median, 9 in 10 and longest in
milliseconds beside the budget of each chapter, and ends with 1 where a median is over it.
"""

from __future__ import annotations

import statistics
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from alliance import paths
from alliance.parameters import load_declarations
from alliance.pdf.chromium import arguments, chromium
from alliance.site.server import serving

#: Milliseconds: a chapter that reckons, and one that is itself a simulation of thousands of draws.
BUDGET, SIMULATION = 50, 300
SIMULATIONS = ("opcon_transfer", "priorities")

#: Moves one slider to some values in turn; returns the time of each to the picture after its answer, in milliseconds.
_MOVE = """async ([id, values]) => {
    const panel = document.querySelector('.ledger-whatif[data-stem]');
    const slider = document.getElementById(id);
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const taken = [];
    for (const value of values) {
        const before = panel.dataset.turn;
        const answered = new Promise(done => {
            const watch = new MutationObserver(() => { if (panel.dataset.turn !== before) { watch.disconnect(); done(); } });
            watch.observe(panel, { attributes: true, attributeFilter: ['data-turn'] });
        });
        slider.value = value;
        const start = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await answered;
        await frame();
        await frame();
        taken.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 400));
    }
    return taken;
}"""

#: The sliders seen at once: id, and six values between the ends of the plausible band.
_SLIDERS = """() => [...document.querySelectorAll('.ledger-whatif .whatif-slider')]
    .filter(box => !box.closest('details') && box.querySelector('.whatif-band'))
    .map(box => {
        const slider = box.querySelector('input'), band = box.querySelector('.whatif-band').style;
        const [low, high, from, to] = [slider.min, slider.max, band.getPropertyValue('--from'), band.getPropertyValue('--to')].map(Number);
        return [slider.id, [0.1, 0.9, 0.3, 0.7, 0.45, 0.6].map(part => low + (high - low) * (from + (to - from) * part))];
    })"""


def taken(browser: Any, origin: str, stem: str) -> list[float]:
    """Return how long each move of a chapter's sliders took, in milliseconds."""
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{origin}notebooks/{stem}.html", wait_until="load")
    sliders = page.evaluate(_SLIDERS)
    page.evaluate(_MOVE, [sliders[0][0], sliders[0][1][1:]])
    found = [time for slider in sliders for time in page.evaluate(_MOVE, slider)]
    page.close()
    return found


def main(*stems: str) -> int:
    """Print the times of the chapters named, or of all; return 1 where one is over its budget."""
    missed = 0
    with serving(paths.BUILD / "html") as origin, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=arguments())
        for stem in stems or load_declarations().stems:
            times = taken(browser, origin, stem)
            middle, late = statistics.median(times), statistics.quantiles(times, n=10)[-1]
            budget = SIMULATION if stem in SIMULATIONS else BUDGET
            missed += middle > budget
            print(f"{stem:16} {len(times):3} moves  median {middle:5.0f} ms  9 in 10 {late:5.0f} ms  longest {max(times):5.0f} ms  budget {budget} ms, {'MISSED' if middle > budget else 'met'}", flush=True)
        browser.close()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
