"""What moved, as plain lines and as one HTML page that needs nothing else: no script, no style sheet, no other file."""

from __future__ import annotations

import html
from collections.abc import Sequence

from alliance.diff.changes import Section

_STYLE = """
body { font: 1rem/1.5 Helvetica, Arial, sans-serif; color: #1d2429; background: #fff; max-width: 75rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.4rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #c9d0d5; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #1d2429; }
.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { color: #eceff1; background: #14181b; } a { color: #8ec7f0; } th, td { border-color: #39424a; } thead th { border-color: #eceff1; } }
"""


def lines(sections: Sequence[Section], revision: str) -> list[str]:
    """Return the report as plain lines: a paragraph a kind, two lines a change."""
    told = [f"{revision} against the working tree"]
    for section in sections:
        told += ["", f"{section.title}: {section.summary}"]
        for item in section.changes:
            moved = ", ".join(filter(None, (item.difference, item.per_cent)))
            told += [f"  {item.place}: {item.what}", f"    {item.before} -> {item.after}" + (f"  ({moved})" if moved else "")]
    return told


def page(sections: Sequence[Section], revision: str, commit: str) -> str:
    """Return the report as a complete HTML page."""
    name = html.escape(f"{revision} ({commit[:12]})" if not commit.startswith(revision) else commit[:12])
    contents = "".join(f'<li><a href="#part-{number}">{html.escape(section.title)}</a>: {section.summary}</li>' for number, section in enumerate(sections, 1))
    parts = "".join(_part(number, section) for number, section in enumerate(sections, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What moved since {name}: The Alliance Ledger</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>What moved since {name}</h1>\n<p>Every published number of that commit beside the working tree’s, the largest relative change first; "
        f"a date by its months, a rank by its places. What came or went stands last.</p>\n<nav aria-label=\"Kinds of change\"><ul>{contents}</ul></nav>\n{parts}</main>\n</body>\n</html>\n"
    )


def _part(number: int, section: Section) -> str:
    title = html.escape(section.title)
    heading = f'<h2 id="part-{number}">{title}</h2>\n'
    if not section.changes:
        return f"{heading}<p>Nothing moved in {section.compared:,}.</p>\n"
    head = "".join(f'<th scope="col"{kind}>{text}</th>' for text, kind in (("Where", ""), ("What", ""), ("Before", ""), ("After", ""), ("Difference", ' class="number"'), ("Per cent", ' class="number"')))
    body = "".join(
        f'<tr><th scope="row">{html.escape(item.place)}</th>'
        + "".join(f"<td>{html.escape(text)}</td>" for text in (item.what, item.before, item.after))
        + "".join(f'<td class="number">{html.escape(text)}</td>' for text in (item.difference, item.per_cent))
        + "</tr>\n"
        for item in section.changes
    )
    return (
        f'{heading}<div class="scroll" role="region" tabindex="0" aria-label="{title}"><table><caption>{title}: {section.summary}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )
