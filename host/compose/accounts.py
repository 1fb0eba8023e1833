"""Who answers for the person's account, to one app."""

from __future__ import annotations

from host.launch.source import AppRef
from host.services.account.development import DevelopmentProvider
from host.services.account.provider import AccountProvider
from host.services.ports import HostIdentity
from host.settings import Settings
from host.store.origin import OriginKind


def account_provider(
    ref: AppRef, settings: Settings, identity: HostIdentity
) -> AccountProvider | None:
    """The operator's server where one is settled; else the local one, for developers alone.

    An installed app never meets the local one: a person would take its successes for real.
    """
    if settings.account_server is not None:
        # It brings Python's cookies and HTTP in, and few have such a server.
        from host.services.account.http_provider import HttpProvider

        agent = f"{identity.name}/{identity.version}"
        return HttpProvider(settings.account_server, ref.app_id, ref.publisher, agent)
    return DevelopmentProvider() if ref.origin is OriginKind.DEVELOPMENT else None
