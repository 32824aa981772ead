"""The `alliance` command: parameters, rerun, sweep, compare, claims, check, diff, pdf."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from alliance.errors import Problem, Refusal, RunFailed, failed_to_write, nearest

app = typer.Typer(
    help="Rerun and check The Alliance Ledger.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """Rerun and check The Alliance Ledger, a report book on the U.S.-South Korea alliance."""


@app.command()
def parameters(
    stem: Annotated[Optional[str], typer.Argument(help="A chapter; without it, the whole book.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print JSON Schema instead of a table.")] = False,
) -> None:
    """Every declared parameter: value, unit, bounds, plausible range, source."""
    from alliance.parameters import load_declarations
    from alliance.parameters.listing import json_schema, listing

    declarations = load_declarations()
    chosen = declarations.of(stem) if stem else dict(declarations)
    print(json.dumps(json_schema(chosen), indent=2, ensure_ascii=False) if schema else listing(chosen))


@app.command()
def rerun(
    stems: Annotated[Optional[list[str]], typer.Argument(metavar="[STEM]...", help="Chapters; without any, the whole book.")] = None,
    scenario: Annotated[Optional[list[str]], typer.Option("--scenario", metavar="NAME|FILE", help="A scenario of the book, or a file.")] = None,
    settings: Annotated[Optional[list[str]], typer.Option("--set", metavar="NAME=VALUE", help="A parameter's value; may be repeated.")] = None,
    tables: Annotated[Optional[list[Path]], typer.Option("--tables", metavar="DIR", help="Tables there replace the book's of the same name.")] = None,
    output: Annotated[Optional[list[Path]], typer.Option("--output", metavar="DIR", help="Where results go (default _build/runs/NAME).")] = None,
    why: Annotated[bool, typer.Option("--why", help="Say in full why each notebook runs.")] = False,
    engine: Annotated[Optional[list[str]], typer.Option("--engine", metavar="ready|plain", help="Papermill on ready kernels (default), or as it is.")] = None,
) -> None:
    """Run chapters with other assumptions or tables: results, run record, notebooks and a site."""
    from alliance import rerun as command
    from alliance.engine import DEFAULT, ENGINES
    from alliance.record import moved

    once = {"--scenario": scenario, "--tables": tables, "--output": output, "--engine": engine}
    doubled = [Problem(name, f"is given twice, as '{given[0]}' and as '{given[1]}'") for name, given in once.items() if given and len(given) > 1]
    first: dict[str, Any] = {name: given[0] if given else None for name, given in once.items()}
    chosen = first["--engine"] or DEFAULT
    if chosen not in ENGINES:
        doubled.append(Problem("--engine", f"there is no engine '{chosen}'{nearest(chosen, ENGINES)}"))
    try:
        record, target = command.plan(
            stems or [], scenario=first["--scenario"], settings=settings or [], tables_folder=first["--tables"], output=first["--output"]
        )
    except Refusal as refusal:
        raise Refusal(doubled + refusal.problems) from None
    if doubled:
        raise Refusal(doubled)
    results = command.run(record, target, tables_folder=first["--tables"], report=_progress(), why=why, engine_name=chosen)
    changed = moved(results)
    print(f"{len(changed)} of {len(results)} headlines differ from the baseline; results in {target}")


@app.command()
def sweep(
    stem: Annotated[str, typer.Argument(help="A chapter.")],
    vary: Annotated[Optional[list[str]], typer.Option("--vary", metavar="NAME=A,B,C|NAME=START:STOP:COUNT", help="Values of a parameter; may be repeated, for a grid.")] = None,
    draws: Annotated[Optional[list[str]], typer.Option("--draws", metavar="N", help="Random draws from the plausible ranges of all parameters that are not given.")] = None,
    seed: Annotated[Optional[list[str]], typer.Option("--seed", metavar="S", help="Seed of the draws (default 1).")] = None,
    sensitivity: Annotated[bool, typer.Option("--sensitivity", help="Draw for Sobol indices: N x (parameters + 2) runs, N a power of two.")] = False,
    notebooks: Annotated[bool, typer.Option("--notebooks", help="Execute the notebook for each run and keep it.")] = False,
    scenario: Annotated[Optional[list[str]], typer.Option("--scenario", metavar="NAME|FILE", help="Start from a scenario's values.")] = None,
    settings: Annotated[Optional[list[str]], typer.Option("--set", metavar="NAME=VALUE", help="Start from a parameter's value, which then stays; may be repeated.")] = None,
    tables: Annotated[Optional[list[str]], typer.Option("--tables", metavar="DIR", help="Tables there replace the book's of the same name.")] = None,
    jobs: Annotated[Optional[list[str]], typer.Option("--jobs", metavar="N", help="Worker processes (default: one a core).")] = None,
    scheduler: Annotated[Optional[list[str]], typer.Option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster: tcp://HOST:PORT.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a sweep that was stopped.")] = False,
    output: Annotated[Optional[list[str]], typer.Option("--output", metavar="DIR", help="Where tables go (default _build/runs/sweep-STEM).")] = None,
) -> None:
    """Run a chapter over grids, ranges and random draws of its assumptions: one table of runs, ranges, tornado, turning points."""
    from alliance.sweep import command
    from alliance.sweep.options import request

    options = {"vary": vary, "draws": draws, "seed": seed, "scenario": scenario, "set": settings, "tables": tables, "jobs": jobs, "scheduler": scheduler, "output": output}
    flags = {"sensitivity": sensitivity, "notebooks": notebooks, "resume": resume}
    asked = request(stem, {**{name: given or [] for name, given in options.items()}, **flags})
    target = command.run(asked.plan, asked.target, jobs=asked.jobs, scheduler=asked.scheduler, resume=asked.resume, say=_progress())
    print(f"{asked.plan.runs:,} runs in {target / 'runs.csv'}, with ranges.csv, tornado.csv and flips.csv beside it")


@app.command()
def compare(
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO...", help="Scenarios of the book, or files.")],
    csv: Annotated[Optional[list[Path]], typer.Option("--csv", metavar="FILE", help="Write every headline as CSV as well.")] = None,
) -> None:
    """Headlines of scenarios side by side with the baseline, sorted by how much they move."""
    from alliance import compare as command

    doubled = [Problem("--csv", f"is given twice, as '{csv[0]}' and as '{csv[1]}'")] if csv and len(csv) > 1 else []
    try:
        chosen = command.plan(scenarios, csv[0] if csv else None)
    except Refusal as refusal:
        raise Refusal(doubled + refusal.problems) from None
    if doubled:
        raise Refusal(doubled)
    names = [name for name, _ in chosen]
    rows = command.compare(chosen)
    if csv:
        command.write_csv(csv[0], rows, names)
    _show_comparison(rows, names)
    if csv:
        print(f"wrote {csv[0]}")


def _show_comparison(rows, names: list[str]) -> None:
    """Print a comparison: a table on a terminal that is wide enough for one, plain lines elsewhere."""
    from alliance import compare as command

    if sys.stdout.isatty():
        from rich.console import Console

        console = Console()
        if command.fits(names, console.width):
            console.print(command.rich_table(rows, names))
            print(command.summary(rows))
            return
    print("\n".join(command.lines(rows, names)))


@app.command()
def claims(
    document: Annotated[Optional[str], typer.Option("--document", metavar="NAME", help="One of the five documents; without it, all.")] = None,
) -> None:
    """The documents' claims with their verdicts and what was found."""
    from alliance.claims import listing

    print(listing(document or ""))


@app.command()
def check(
    update: Annotated[bool, typer.Option("--update", help="Write notebooks' outputs, parameter cells and recorded headlines anew.")] = False,
) -> None:
    """Check data, parameters, scenarios, prose, notebooks and recorded headlines."""
    from alliance import check as command

    if update:
        for line in command.update(report=_progress()):
            print(line)
        print("what moved since the last commit: alliance diff HEAD", file=sys.stderr)
    # Nothing can be compared with what is recorded where inputs cannot be used.
    problems = command.check_inputs() or command.check_recorded()
    if problems:
        raise Refusal(problems)
    print("everything checked: nothing to report")


@app.command()
def diff(
    revision: Annotated[str, typer.Argument(metavar="REV", help="A commit, branch or tag.")],
    page: Annotated[Optional[list[Path]], typer.Option("--html", metavar="FILE", help="Write the report as one HTML page as well.")] = None,
) -> None:
    """Every published number of another commit beside the working tree's: before, after, difference, per cent."""
    from alliance.diff import repository
    from alliance.textfile import write_aside
    from alliance.writable import write_problems

    problems = [Problem("--html", f"is given twice, as '{page[0]}' and as '{page[1]}'")] if page and len(page) > 1 else []
    problems += write_problems("--html", page[0]) if page else []
    try:
        commit = repository.commit(revision)
        files = repository.files(commit)
    except Refusal as refusal:
        raise Refusal(refusal.problems + problems) from None
    if problems:
        raise Refusal(problems)
    from alliance.diff import published, report
    from alliance.diff.changes import sections

    found = sections(published.recorded(files), published.present(report=_progress()))
    if page:
        write_aside(page[0], report.page(found, revision, commit))
    print("\n".join(report.lines(found, revision)))
    if page:
        print(f"\nwrote {page[0]}")


@app.command()
def pdf(
    run: Annotated[Optional[Path], typer.Argument(metavar="[DIR]", help="The folder of a run; without it, the built book.")] = None,
) -> None:
    """The built book, or a run, as one PDF."""
    from alliance.pdf import command

    print(f"wrote {command.make(run, report=_progress())}")


def _progress():
    """Return what shows progress: a line with elapsed time on a terminal, plain lines elsewhere."""
    if sys.stderr.isatty():
        from rich.console import Console

        console = Console(stderr=True)
        return lambda line: console.log(line, markup=False, highlight=False)
    return lambda line: print(line, file=sys.stderr, flush=True)


def _unknown_command(arguments: list[str]) -> str:
    """Return a hint for a first word that is no command, or nothing."""
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    word = next((item for item in arguments if not item.startswith("-")), "")
    return f"alliance: there is no command '{word}'{nearest(word, names)}" if word and word not in names else ""


def main() -> None:
    """Run the command line: status 0 for success, 1 for a failed run, 2 for bad input."""
    hint = _unknown_command(sys.argv[1:2])
    if hint:
        print(hint, file=sys.stderr)
        sys.exit(2)
    # Told to end, it ends as it does for Ctrl-C: what it was making goes.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        app()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    except RunFailed as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(failed_to_write(error), file=sys.stderr)
        sys.exit(1)
