"""`fanlight info`: all that is known of one installed app."""

from __future__ import annotations

import click

from host.cli.frame import Invocation, command
from host.cli.store_answer import asks_text, parse_app_id
from host.store.store import Store


@command(name="info", help="Show an installed app.")
@click.argument("app")
def info(invocation: Invocation, app: str) -> None:
    """Its signatures are checked anew."""
    with Store(invocation.home) as store:
        installed = store.library.get(parse_app_id(app))
        bundle = store.library.bundle(installed.app_id)
        grants = store.grants.all(installed.app_id, installed.publisher)
    manifest = bundle.manifest
    network = {
        use: list(getattr(manifest.network, use))
        for use in ("request", "socket", "upload", "download", "web_view", "media")
    }
    document = installed.as_json() | {
        "description": manifest.description,
        "pages": list(manifest.pages),
        "fingerprint": installed.head_key.fingerprint,
        "signers": [signer.key_id for signer in bundle.signers],
        "index_sha256": installed.index_digest,
        "host": installed.host,
        "network": network,
        "permissions": [
            {"scope": asked.name, "reason": asked.reason} for asked in manifest.req_permissions
        ],
        "grants": [grant.as_json() for grant in grants],
    }
    previous = f", before it {installed.previous}" if installed.previous else ""
    lines = [
        f"{manifest.name}: {installed.app_id} {installed.version}{previous}",
        *([f"  publisher  {installed.publisher_name}"] if installed.publisher_name else []),
        f"  key        {installed.head_key.fingerprint}",
        f"  from       {installed.origin_kind} {installed.origin_place}",
        *([f"  stays      until `fanlight update {installed.app_id}`"] if installed.pinned else []),
        f"  files      {installed.files}, {installed.size_bytes} bytes",
        *(f"  page       {page}" for page in manifest.pages),
        *(f"  asks for   {asked.name}: {asked.reason}" for asked in manifest.req_permissions),
        *(f"  network    {use} {origin}" for use, all_ in network.items() for origin in all_),
        *(f"  answered   {grant.scope}: {grant.answer}" for grant in grants),
        *asks_text(installed.app_id, installed.consent_needed),
    ]
    invocation.answer(document, "\n".join(lines))
