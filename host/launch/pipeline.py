"""The main way itself, stage by stage, over ports."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol
from urllib.parse import quote

import msgspec

from bridge.errors import FanlightError, PageNotFound
from bridge.marks import LaunchKind, Mark, Trace
from bridge.names import AppId, InstanceId, PageRoute
from host.launch.instance import Instance, State, now_s
from host.launch.request import OpenRequest
from host.launch.source import AppRef, Source
from host.store.audit import HostAct
from host.store.origin import OriginKind
from sandbox.manifest import Kind, Manifest
from sandbox.mount import Mount
from sandbox.package.verify import VerifiedBundle
from sandbox.view.environment import SCHEME
from sandbox.view.port import ViewPort


class Prepared(msgspec.Struct, frozen=True):
    """A verified app, ready for a view."""

    ref: AppRef
    mount: Mount
    page: PageRoute

    @property
    def manifest(self) -> Manifest:
        return self.mount.manifest


class Views(Protocol):
    """Makes windows and views; the engine behind them may still have to be loaded."""

    async def warm_up(self) -> LaunchKind:
        """Have the engine ready; says what stood ready before."""

    def stage(self, prepared: Prepared, request: OpenRequest, instance: Instance) -> Stage:
        """What will be around this app."""


class Stage(Protocol):
    """One app's view and window."""

    def make_view(self) -> ViewPort:
        """A view bound to this app, not loaded yet."""

    async def show(self) -> None:
        """Put the view into its window and the window on screen, in turns with the engine."""


class Pipeline:
    """Opens apps. The stages up to the mount run in a thread, beside the engine's warm-up."""

    def __init__(
        self,
        views: Views,
        record: Callable[[Instance], Awaitable[None]],
        refused: Callable[[AppId, HostAct, FanlightError], None],
    ) -> None:
        """`record` stores a trace once the first screen is known; it must never raise. `refused`
        notes why an app was not opened, or what ended it; it must not wait."""
        self._views = views
        self._record = record
        self._refused = refused
        self._recorded: set[InstanceId] = set()
        self._recording: set[asyncio.Future[None]] = set()

    async def open(
        self, request: OpenRequest, source: Source, *, at_hand: bool = False
    ) -> Instance:
        """Bring an app on its way to the first screen; returns once it is loading.

        `at_hand` says that `source` answers at once: then nothing else gets a turn before the
        page is on its way. Raises the typed error of the stage that refused.
        """
        trace = Trace(now_s, request.asked_s)
        warming = None if at_hand else asyncio.ensure_future(self._views.warm_up())
        try:
            if warming is None:
                prepared = _prepare(request, source, trace)
            else:
                prepared = await asyncio.to_thread(_prepare, request, source, trace)
        except BaseException as error:
            if warming is not None:
                warming.cancel()
            app_id = source.app_id
            if isinstance(error, FanlightError) and app_id and not error.retriable:
                self._refused(app_id, HostAct.LAUNCH, error)
            raise
        instance = Instance(prepared.ref, prepared.manifest, prepared.page, trace)
        instance.observe(self._observe)
        try:
            stage = self._views.stage(prepared, request, instance)
            instance.launch_kind = await (self._views.warm_up() if warming is None else warming)
            view = stage.make_view()
            instance.attach(view)
            view.load(prepared.mount.document_of(prepared.page), encode_query(request.query))
            await stage.show()
        except BaseException as error:
            if isinstance(error, FanlightError):
                instance.fail(error)
            instance.close()
            raise
        return instance

    async def settled(self) -> None:
        """Wait until every trace is stored; who is cancelled meanwhile leaves them to be."""
        if self._recording:
            await asyncio.wait(tuple(self._recording))

    def _observe(self, instance: Instance) -> None:
        if instance.state is State.SHOWN and instance.id not in self._recorded:
            self._recorded.add(instance.id)
            recording = asyncio.ensure_future(self._record(instance))
            self._recording.add(recording)
            recording.add_done_callback(self._recording.discard)
        elif instance.state is State.FAILED:
            ran = instance.trace.first_screen_ms is not None
            act = HostAct.RUN if ran else HostAct.LAUNCH
            self._refused(instance.ref.app_id, act, instance.errors[-1])


def encode_query(query: Mapping[str, str]) -> str:
    """A query as it stands in a URL, each part percent-encoded (W3C MiniApp Addressing)."""
    return "&".join(f"{quote(key, safe='')}={quote(text, safe='')}" for key, text in query.items())


def mount_of(ref: AppRef, bundle: VerifiedBundle, *, evaluable: bool) -> Mount:
    """What the app's origin serves. `evaluable`: its developer may run text in it."""
    if bundle.manifest.kind is Kind.WEB:
        return Mount(bundle)
    from sandbox.weixin_mount import WeixinMount

    return WeixinMount(
        bundle,
        f"{SCHEME}://{ref.host}",
        evaluable=evaluable and ref.origin is OriginKind.DEVELOPMENT,
    )


def _prepare(request: OpenRequest, source: Source, trace: Trace) -> Prepared:
    ref = source.resolve()
    trace.mark(Mark.RESOLVE_DONE)
    fetched = source.fetch(ref)
    trace.mark(Mark.FETCH_DONE, cached=fetched.cached, bytes=fetched.network_bytes)
    bundle = source.verify(fetched)
    trace.mark(Mark.VERIFY_DONE)
    manifest = bundle.manifest
    page = request.page or manifest.pages[0]
    if page not in manifest.pages:
        raise PageNotFound(
            f"{ref.app_id} declares no page {page}; it has {', '.join(manifest.pages[:8])}",
            app_id=ref.app_id,
            page=page,
        )
    mount = mount_of(ref, bundle, evaluable=request.evaluable)
    trace.mark(Mark.MOUNT_DONE)
    return Prepared(ref, mount, page)
