"""One command: its common options, how it answers, and the end it comes to.

Without click, which takes a fifth of the time until the launcher stands.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bridge.errors import EngineUnavailable, FanlightError, InternalError, LaunchTimeout, UsageError
from host.paths import Home

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_TIMED_OUT = 3
EXIT_INTERRUPTED = 130

# See host/cli/__init__.py. What came in lives to the end: set aside, it is looked at by no run.
gc.freeze()
gc.enable()

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

            _say(json.dumps(document, ensure_ascii=False, separators=(", ", ": ")))
        elif text and not self.quiet:
            _say(text)

    def progress(self, text: str) -> None:
        """Say on stderr what is going on; silent under `--json` and `--quiet`."""
        if not (self.as_json or self.quiet):
            _say(text, err=True)

    @contextmanager
    def opening(self, name: str) -> Iterator[None]:
        """The body opens `name` for a person. Where a desktop started it, and nobody would read
        why it fails, a window says so before the error goes on; trying again ends the process."""
        try:
            yield
        except Exception as error:
            from click.exceptions import Abort, ClickException, Exit

            from host.cli.unread import begun_again, explained, nobody_reads

            if isinstance(error, Abort | ClickException | Exit) or self.as_json:
                raise
            if not nobody_reads():
                raise
            typed = error if isinstance(error, FanlightError) else _incident(error)
            if explained(self.home, name, typed):
                sys.exit(begun_again())
            raise typed from None

    def fail(self, error: FanlightError) -> int:
        """Print a typed error; returns the exit code it stands for."""
        if self.as_json:
            import json

            _say(json.dumps({"error": error.as_json()}, ensure_ascii=False))
        else:
            _say(f"fanlight: {error.message}  [{error.code}]", err=True)
        if isinstance(error, UsageError):
            return EXIT_USAGE
        return EXIT_TIMED_OUT if isinstance(error, LaunchTimeout) else EXIT_FAILED


def carry_out(
    act: Callable[[Invocation], object],
    home: Path | None = None,
    *,
    as_json: bool = False,
    quiet: bool = False,
    verbosity: int = 0,
    let_through: tuple[type[Exception], ...] = (),
) -> None:
    """Do `act`, in the home of these options or the default one.

    A FanlightError becomes the contract's JSON or one line on stderr, and its exit code; what
    nobody foresaw becomes an incident. `let_through` are the caller's own exceptions.
    """
    _log_to_stderr(verbosity)
    place = Home(home.absolute()) if home else Home.default()
    invocation = Invocation(place, as_json, quiet, verbosity)
    log.handlers = [_LastWord(invocation)]
    try:
        act(invocation)
        has_started()
    except SystemExit:
        has_started()
        raise
    except FanlightError as error:
        if not isinstance(error, EngineUnavailable):
            has_started()
        sys.exit(invocation.fail(error))
    except KeyboardInterrupt:
        has_started()  # what serves until Ctrl-C has no other end
        sys.exit(EXIT_INTERRUPTED)
    except let_through:
        raise
    except Exception as error:
        sys.exit(invocation.fail(_incident(error)))


class _LastWord(logging.Handler):
    """Answers with the error of a critical record, and ends the process: nothing can go on."""

    def __init__(self, invocation: Invocation) -> None:
        super().__init__(logging.CRITICAL)
        self._invocation = invocation

    def emit(self, record: logging.LogRecord) -> None:
        """Called on whatever thread the record was made on."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, FanlightError):
            code = self._invocation.fail(error)
            sys.stdout.flush()
            os._exit(code)


def has_started() -> None:
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


def _say(text: str, err: bool = False) -> None:
    from click import echo  # it knows what consoles can show

    echo(text, err=err)
