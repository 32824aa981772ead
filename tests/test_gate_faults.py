"""Each fault that the gate is there for, planted in a copy of the site: the check finds it, and finds nothing else that was not there before."""

from __future__ import annotations

import pytest
from gate import alternatives, assets, content, links, takeaways
from gate.site import Site
from site_copy import planted

from alliance import paths

SITE = paths.BUILD / "html"
CHAPTER, CLAIMS, GLOSSARY = "notebooks/force_levels.html", "notebooks/claims.html", "book/glossary.html"

_PICTURE = r'(<img class="dark-light" src="\.\./figures/us-strength\.light\.svg"[^>]*?)'
_END = r"</article>"

#: What is planted: check, page, pattern, replacement, rule of the finding and a word it must have.
FAULTS = {
    "a link to no page": (links.broken, GLOSSARY, _END, r'<a href="nowhere.html">x</a>\g<0>', "broken link", "nowhere.html"),
    "a download that is not there": (links.broken, CHAPTER, r"figures/us-strength\.csv", "figures/us-strenght.csv", "broken link", "us-strenght.csv"),
    "an anchor on no other page": (links.broken, CHAPTER, r"sources\.html#source-dmdc-personnel", "sources.html#source-dmdc", "broken anchor", "source-dmdc"),
    "an anchor not on this page": (links.broken, CLAIMS, _END, r'<a href="#claim-cfr-99">x</a>\g<0>', "broken anchor", "claim-cfr-99"),
    "a picture that is not there": (links.broken, CHAPTER, r"figures/us-strength\.dark\.svg", "figures/us-strength.black.svg", "broken link", "us-strength.black.svg"),
    "a script that is not there": (links.broken, GLOSSARY, "</body>", r'<script src="../_static/gone.js?v=12345678"></script>\g<0>', "broken link", "gone.js"),
    "two places of one name": (links.broken, CLAIMS, r'id="claim-diplomat-01-1b"', 'id="claim-diplomat-01-1a"', "doubled id", "claim-diplomat-01-1a"),
    "a name of nothing": (links.broken, CHAPTER, r'aria-labelledby="fig-us-strength-title"', 'aria-labelledby="fig-us-title"', "broken reference", "fig-us-title"),
    "a picture without words": (alternatives.missing, CHAPTER, _PICTURE + r' alt="[^"]*"', r"\g<1>", "no text alternative", "us-strength.light.svg"),
    "a picture with empty words": (alternatives.missing, CHAPTER, _PICTURE + r' alt="[^"]*"', r'\g<1> alt=""', "no text alternative", "us-strength.light.svg"),
    "a chart with a label for words": (alternatives.missing, CHAPTER, _PICTURE + r' alt="[^"]*"', r'\g<1> alt="Chart"', "text alternative too short", "Chart"),
    "a picture without its size": (alternatives.missing, CHAPTER, _PICTURE + r' width="\d+"', r"\g<1>", "no size", "us-strength.light.svg"),
    "a drawing without words": (alternatives.missing, GLOSSARY, _END, r'<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>\g<0>', "no text alternative", "svg"),
    "a frame without a name": (alternatives.missing, GLOSSARY, _END, r'<iframe src="glossary.html"></iframe>\g<0>', "no text alternative", "iframe"),
    "a figure without a permalink": (takeaways.lacking, CHAPTER, r'<a class="headerlink" href="#fig-us-strength"[^>]*>\s*</a>', "", "no permalink", "fig-us-strength"),
    "a figure without its data": (takeaways.lacking, CHAPTER, r'<a href="\.\./figures/us-strength\.csv"[^>]*>', "<a>", "no link to a file", "fig-us-strength: csv"),
    "a figure without its picture": (takeaways.lacking, CHAPTER, r'<a href="\.\./figures/us-strength\.png"[^>]*>', "<a>", "no link to a file", "fig-us-strength: png"),
    "a script of another host": (assets.elsewhere, GLOSSARY, "</head>", r'<script src="https://cdn.example/x.js"></script>\g<0>', "other host", "cdn.example"),
    "a style of another host": (assets.elsewhere, GLOSSARY, "</head>", r'<link rel="stylesheet" href="//cdn.example/x.css">\g<0>', "other host", "cdn.example"),
    "a font of another host": (assets.elsewhere, GLOSSARY, "</head>", r"<style>@font-face { src: url('https://fonts.example/x.woff2') }</style>\g<0>", "other host", "fonts.example"),
    "a background of another host": (assets.elsewhere, GLOSSARY, _END, r'<p style="background: url(http://x.example/y.png)">x</p>\g<0>', "other host", "x.example"),
    "a script without a hash": (assets.unpinned, GLOSSARY, r"_static/ledger\.js\?v=[0-9a-f]+", "_static/ledger.js", "unpinned asset", "ledger.js"),
    "a style with a number for a hash": (assets.unpinned, GLOSSARY, r"_static/ledger\.css\?v=[0-9a-f]+", "_static/ledger.css?v=2", "unpinned asset", "ledger.css"),
    "a bundle without a hash": (assets.unpinned, GLOSSARY, r"ledger-vega\.js\?v=[0-9a-f]+", "ledger-vega.js", "unpinned asset", "ledger-vega.js"),
    "a Python without a hash": (assets.unpinned, CHAPTER, r"_static/pyodide-[\d.]+-[0-9a-f]+/", "_static/pyodide/", "unpinned asset", "_static/pyodide/"),
    "a page of nothing": (content.empty, GLOSSARY, r"<dl class=\"simple glossary\">.*</dl>", "", "empty page", "letters"),
    "a page without a heading": (content.empty, GLOSSARY, r"<h1>Glossary<a .*?</h1>", "", "empty page", "no heading"),
    "a section of nothing": (content.empty, GLOSSARY, _END, r"<section><h2>Later</h2></section>\g<0>", "empty section", "Later"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_gate_catches(fault, tmp_path):
    """Catch a check that lets its fault through, or sees it where it is not."""
    check, name, pattern, replacement, rule, word = FAULTS[fault]
    before = set(check(Site(SITE), name))
    copy = planted(SITE, tmp_path / "html", name, pattern, replacement)
    new = [finding for finding in check(Site(copy), name) if finding not in before]
    assert new and {finding.rule for finding in new} == {rule}
    assert word in new[0].what and new[0].page == name


def figure(*endings: str) -> str:
    return '<figure class="ledger-figure" id="fig-x"><a href="#fig-x"></a>' + "".join(f'<a href="../figures/x.{ending}">x</a>' for ending in endings) + "</figure>"


@pytest.mark.parametrize("lost", ["csv", "json", "svg", "png", "bib", "py"])
def test_the_gate_asks_for_each_file_under_a_figure(lost, tmp_path):
    """Catch a file under figures that nobody would miss."""
    endings = ["csv", "json", "svg", "png", "bib", "py"]
    (tmp_path / "whole.html").write_text(figure(*endings), encoding="utf-8")
    (tmp_path / "less.html").write_text(figure(*(ending for ending in endings if ending != lost)), encoding="utf-8")
    assert takeaways.lacking(Site(tmp_path), "whole.html") == []
    assert [(finding.rule, finding.what) for finding in takeaways.lacking(Site(tmp_path), "less.html")] == [("no link to a file", f"fig-x: {lost}")]
