"""What every command shares: its common options, its JSON, its exit codes."""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec

import click

from bridge.errors import UsageError
from host.cli.invocation import EXIT_DONE, EXIT_INTERRUPTED, carry_out, has_started
from host.cli.invocation import Invocation as Invocation
from host.launch.handed import is_handed

_COMMON_OPTIONS = {"--home", "--json", "--quiet", "-v"}

P = ParamSpec("P")


def command(
    **settings: Any,
) -> Callable[[Callable[Concatenate[Invocation, P], None]], click.Command]:
    """Make a click command whose function gets an `Invocation` first.

    A FanlightError becomes the contract's JSON or one line on stderr, and its exit code.
    """

    def wrap(function: Callable[Concatenate[Invocation, P], None]) -> click.Command:
        @click.option(
            "--home",
            type=click.Path(path_type=Path, file_okay=False),
            help="The host's data folder (default: FANLIGHT_HOME or the platform's place).",
        )
        @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
        @click.option("--quiet", is_flag=True, help="Say nothing but errors.")
        @click.option("-v", "verbosity", count=True, help="Say more on stderr; repeat for debug.")
        @functools.wraps(function)
        def run(
            home: Path | None,
            as_json: bool,
            quiet: bool,
            verbosity: int,
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> None:
            carry_out(
                lambda invocation: function(invocation, *args, **kwargs),
                home,
                as_json=as_json,
                quiet=quiet,
                verbosity=verbosity,
                let_through=(click.exceptions.Exit, click.ClickException, click.Abort),
            )

        made: click.Command = click.command(**settings)(run)
        return made

    return wrap


class LazyGroup(click.Group):
    """A group that imports a command's file only when that command is asked for.

    `places` maps a command's name to `module:attribute`. Keeps the start-up of each command
    free of all others' imports. `sections` are headings for its help, each over these of them;
    what stands under none comes last.
    """

    def __init__(
        self,
        *args: Any,
        places: Mapping[str, str],
        default: str | None = None,
        sections: Mapping[str, Sequence[str]] = MappingProxyType({}),
        **settings: Any,
    ) -> None:
        """`default` names the command that is meant where none is named."""
        super().__init__(*args, **settings)
        self._places = places
        self._default = default
        self._sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for name in self._places if name != self._default)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by section, each with the whole of its help: click would cut it short."""
        rest = [name for name in self.list_commands(ctx) if name not in _placed(self._sections)]
        wide = max(map(len, self._places))
        for heading, names in (*self._sections.items(), ("Commands", rest)):
            rows = [(f"{name:<{wide}}", _help_of(self.get_command(ctx, name))) for name in names]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's; of a word that is no command it says which may have been meant."""
        word = args[0]
        if word not in self._places and not word.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"No such command {word!r}.{self._meant(ctx, word)}")
        return super().resolve_command(ctx, args)

    def _meant(self, ctx: click.Context, word: str) -> str:
        import difflib
        import shlex

        if near := difflib.get_close_matches(word, self.list_commands(ctx), n=2):
            return f" Did you mean {' or '.join(repr(name) for name in near)}?"
        if "open" in self._places and word and (Path(word).exists() or word.count(".") > 1):
            return f" To open a mini-program: {ctx.command_path} open {shlex.quote(word)}"
        return ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front where no command stands."""
        if self._default is not None and (
            not args or args[0] in _COMMON_OPTIONS or is_handed(args[0])
        ):
            args = [self._default, *args]
        return super().parse_args(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **settings: Any) -> Any:
        """As click's, but wrong usage under `--json` is a JSON document, and Ctrl-C is 130."""
        given = list(sys.argv[1:] if args is None else args)
        if not settings.get("standalone_mode", True):
            return super().main(given, *rest, **settings)
        try:
            ended = super().main(given, *rest, **(settings | {"standalone_mode": False}))
        except (click.Abort, KeyboardInterrupt):
            sys.exit(EXIT_INTERRUPTED)
        except click.ClickException as error:
            has_started()
            if "--json" in given:
                import json

                wrong = UsageError(error.format_message())
                click.echo(json.dumps({"error": wrong.as_json()}, ensure_ascii=False))
            else:
                error.show()
            sys.exit(error.exit_code)
        has_started()  # --version and --help end here
        sys.exit(ended if isinstance(ended, int) else EXIT_DONE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, attribute = place.split(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found


def _placed(sections: Mapping[str, Sequence[str]]) -> set[str]:
    return {name for names in sections.values() for name in names}


def _help_of(command: click.Command | None) -> str:
    return " ".join(((command and command.help) or "").split())
