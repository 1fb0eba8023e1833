"""Who may sign what: the delegations in the top-level targets role."""

from __future__ import annotations

from tuf.api.metadata import DelegatedRole, Delegations, Targets

from host.dev.publish.tree import tuf_key


def new_targets() -> Targets:
    """A top-level targets role that signs nothing itself and delegates nothing yet."""
    return Targets(delegations=Delegations({}, {}))


def delegate(targets: Targets, name: str, patterns: list[str], public_key: bytes) -> None:
    """Make `name` a terminating role for `patterns`, in the place of what it was before.

    Its threshold is 1; it is trusted by the one raw Ed25519 key given.
    """
    undelegate(targets, name)
    _roles(targets)[name] = DelegatedRole(name, [], 1, True, patterns)
    targets.add_key(tuf_key(public_key), name)


def undelegate(targets: Targets, name: str) -> None:
    """Take a role away, with the keys that no other role uses."""
    present = _roles(targets).get(name)
    if present is not None:
        for key_id in list(present.keyids):
            targets.revoke_key(key_id, name)
        del _roles(targets)[name]


def _roles(targets: Targets) -> dict[str, DelegatedRole]:
    delegations = targets.delegations = targets.delegations or Delegations({}, {})
    if delegations.roles is None:
        delegations.roles = {}
    return delegations.roles
