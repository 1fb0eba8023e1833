"""Which network addresses are the open internet, and which are this machine and its neighbours."""

from __future__ import annotations

import ipaddress
import socket

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_NOT_PUBLIC_V4 = (
    ipaddress.IPv4Network("192.0.0.0/24"),
    ipaddress.IPv4Network("192.88.99.0/24"),
    ipaddress.IPv4Network("168.63.129.16/32"),  # Azure's metadata service, though it looks public
)
_NOT_PUBLIC_V6 = (
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # a network's own NAT64: its form is not known
    ipaddress.IPv6Network("100::/64"),
    ipaddress.IPv6Network("2001::/23"),
    ipaddress.IPv6Network("2001:db8::/32"),
    ipaddress.IPv6Network("3fff::/20"),
    ipaddress.IPv6Network("5f00::/16"),
)
"""What older Pythons' `is_global` does not know yet of IANA's special-purpose registries."""


def is_elsewhere(text: str) -> bool:
    """Whether `text` is an address of the open internet, and of another machine than this."""
    return is_public(text) and not _is_own(text)


def is_public(text: str) -> bool:
    """Whether `text` is an IP address of the open internet. False for what is no address.

    An IPv6 address that carries an IPv4 one (mapped, compatible, 6to4, NAT64) counts as
    that one too. Private, shared (RFC 6598), loopback, link-local, multicast, reserved and
    documentation ranges are not public (IANA special-purpose registries, RFC 6890).
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return _is_public_v4(address)
    carried = _carried(address)
    if carried is not None:
        return _is_public_v4(carried)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_site_local
        and address.scope_id is None
        and not any(address in network for network in _NOT_PUBLIC_V6)
    )


def _is_public_v4(address: ipaddress.IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NOT_PUBLIC_V4)
    )


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_own(text: str) -> bool:
    """Whether one of this machine's interfaces has this address: it may be a public one.

    Nothing is sent: connecting a datagram socket only chooses the address that it would send
    from, and to itself a machine sends from the address it sends to.
    """
    family = socket.AF_INET6 if ":" in text else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as trial:
            trial.connect((text, 9))
            source = str(trial.getsockname()[0])
    except OSError:
        return False  # no way there: connecting will say so
    return ipaddress.ip_address(source) == ipaddress.ip_address(text)
