"""Making a registry: static files that any web server, object store or CDN can serve.

`RegistryMaker` is the way in. Keys live in a folder of their own, away from the files.
"""

from host.dev.publish.keys import KeyRing, Lifetimes, Role
from host.dev.publish.maker import Published, RegistryMaker
from host.dev.publish.status import RegistryStatus, RoleStatus

__all__ = [
    "KeyRing",
    "Lifetimes",
    "Published",
    "RegistryMaker",
    "RegistryStatus",
    "Role",
    "RoleStatus",
]
