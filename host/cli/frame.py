"""What every command shares: its common options, its JSON, its exit codes."""

from __future__ import annotations

import functools
import gc
import importlib
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click
import msgspec

from bridge.errors import EngineUnavailable, FanlightError, InternalError, LaunchTimeout, UsageError
from host.paths import Home

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_TIMED_OUT = 3
EXIT_INTERRUPTED = 130
_COMMON_OPTIONS = {"--home", "--json", "--quiet", "-v"}

# See host/cli/__init__.py. What came in lives to the end: set aside, it is looked at by no run.
gc.freeze()
gc.enable()

P = ParamSpec("P")

log = logging.getLogger("fanlight")


class Invocation(msgspec.Struct, frozen=True):
    """The common options of one command, and how it answers."""

    home: Home
    as_json: bool
    quiet: bool
    verbosity: int

    def answer(self, document: Mapping[str, object], text: str = "") -> None:
        """Print the result: the JSON document under `--json`, else `text` unless `--quiet`."""
        if self.as_json:
            import json

            click.echo(json.dumps(document, ensure_ascii=False, separators=(", ", ": ")))
        elif text and not self.quiet:
            click.echo(text)

    def progress(self, text: str) -> None:
        """Say on stderr what is going on; silent under `--json` and `--quiet`."""
        if not (self.as_json or self.quiet):
            click.echo(text, err=True)

    def fail(self, error: FanlightError) -> int:
        """Print a typed error; returns the exit code it stands for."""
        if self.as_json:
            import json

            click.echo(json.dumps({"error": error.as_json()}, ensure_ascii=False))
        else:
            click.echo(f"fanlight: {error.message}  [{error.code}]", err=True)
        if isinstance(error, UsageError):
            return EXIT_USAGE
        return EXIT_TIMED_OUT if isinstance(error, LaunchTimeout) else EXIT_FAILED


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
            _log_to_stderr(verbosity)
            place = Home(home.absolute()) if home else Home.default()
            invocation = Invocation(place, as_json, quiet, verbosity)
            try:
                function(invocation, *args, **kwargs)
                _has_started()
            except SystemExit:
                _has_started()
                raise
            except FanlightError as error:
                if not isinstance(error, EngineUnavailable):
                    _has_started()
                sys.exit(invocation.fail(error))
            except KeyboardInterrupt:
                _has_started()  # what serves until Ctrl-C has no other end
                sys.exit(EXIT_INTERRUPTED)
            except (click.exceptions.Exit, click.ClickException, click.Abort):
                raise
            except Exception as error:
                sys.exit(invocation.fail(_incident(error)))

        made: click.Command = click.command(**settings)(run)
        return made

    return wrap


class LazyGroup(click.Group):
    """A group that imports a command's file only when that command is asked for.

    `places` maps a command's name to `module:attribute`. Keeps the start-up of each command
    free of all others' imports.
    """

    def __init__(
        self, *args: Any, places: Mapping[str, str], default: str | None = None, **settings: Any
    ) -> None:
        """`default` names the command that is meant where none is named."""
        super().__init__(*args, **settings)
        self._places = places
        self._default = default

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for name in self._places if name != self._default)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front where no command stands."""
        if self._default is not None and (not args or args[0] in _COMMON_OPTIONS):
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
            _has_started()
            if "--json" in given:
                import json

                wrong = UsageError(error.format_message())
                click.echo(json.dumps({"error": wrong.as_json()}, ensure_ascii=False))
            else:
                error.show()
            sys.exit(error.exit_code)
        _has_started()  # --version and --help end here
        sys.exit(ended if isinstance(ended, int) else EXIT_DONE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, attribute = place.split(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found


def _has_started() -> None:
    """Only a frozen build may be a version on trial: no other start pays for asking."""
    if getattr(sys, "frozen", False):
        from host.own_program import stands

        stands()


def _incident(error: Exception) -> InternalError:
    """An error nobody foresaw: its traceback is for the host's people, on stderr."""
    import secrets

    number = secrets.token_hex(4)
    log.error("incident %s", number, exc_info=error)
    return InternalError(
        f"something went wrong in Fanlight (incident {number}); the lines above say where. "
        "Please report it with the file that `fanlight report` makes",
        incident=number,
    )


def _log_to_stderr(verbosity: int) -> None:
    level = {0: logging.WARNING, 1: logging.INFO}.get(verbosity, logging.DEBUG)
    logging.basicConfig(level=level, stream=sys.stderr, format="%(name)s: %(message)s")
