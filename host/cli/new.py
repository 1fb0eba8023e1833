"""`fanlight new`: a small mini-program to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from host.cli.frame import Invocation, command
from host.dev.new import make_project, templates


@command(name="new", help="Make a small mini-program that builds and runs.")
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
@click.option(
    "--template",
    type=click.Choice(templates()),
    default="web",
    show_default=True,
    help="web: HTML, CSS and JavaScript; weixin: WXML, WXSS and JS; ts: TypeScript.",
)
@click.option("--app-id", help="Its reverse-domain id (default: org.example.NAME).")
def new(invocation: Invocation, folder: Path, template: str, app_id: str | None) -> None:
    """NAME is the new folder; its last part names the mini-program."""
    project = make_project(folder, template, app_id)
    named = shlex.quote(str(folder))
    text = f"{folder}: {project.app_id}, {len(project.files)} files\n  fanlight open {named}"
    invocation.answer(
        {
            "folder": str(folder),
            "app_id": project.app_id,
            "template": template,
            "files": list(project.files),
        },
        text,
    )
