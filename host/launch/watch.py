"""Looks after what runs: finds pages that are deaf and apps that take too much, and stops them."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from bridge.errors import FanlightError, RendererStuck
from bridge.names import InstanceId
from host.launch.allowance import MB, StorageQuota, exceeded, excess, folder_bytes
from host.launch.heartbeat import Heartbeat, Pulse
from host.launch.instance import Instance, State
from host.settings import Limits
from sandbox.view.port import Usage
from sandbox.view.renderer import end_process, engine_processes, process_usage

log = logging.getLogger("fanlight.watch")

BEAT_S = 0.5
STORAGE_EVERY_BEATS = 4
STRAYS_EVERY_BEATS = 2
HOST_GROWTH_BYTES = 256 * MB
"""What the host may grow by, after an app was stopped for its sake, until the next one is: memory
that was freed is not always given back."""


class Watched(msgspec.Struct, frozen=True):
    """A running app and the folder of its browser storage."""

    instance: Instance
    storage: Path


class _Vitals:
    """What is known of one app."""

    def __init__(self, limits: Limits) -> None:
        self.heartbeat = Heartbeat(limits.stuck_after_s, limits.stopped_after_s)
        self.quota = StorageQuota(limits.app_storage_mb * MB)
        self.cpu_s = 0.0
        self.busy_s = 0.0


class Watch:
    """One for a host."""

    def __init__(self, limits: Limits, running: Callable[[], Iterable[Watched]]) -> None:
        self._limits = limits
        self._running = running
        self._vitals: dict[tuple[InstanceId, int], _Vitals] = {}
        self._host_limit_bytes = limits.host_memory_mb * MB

    async def keep(self) -> None:
        """Watch until cancelled."""
        last_s, number = time.monotonic(), 0
        while True:
            await asyncio.sleep(BEAT_S)
            now_s = time.monotonic()
            passed_s, last_s, number = now_s - last_s, now_s, number + 1
            try:
                await self._beat(passed_s, number)
            except Exception:
                log.exception("a beat of the watch failed")  # the next one must come all the same

    async def _beat(self, passed_s: float, number: int) -> None:
        alive = [each for each in self._running() if _is_alive(each.instance)]
        lives = {_life(each.instance) for each in alive}
        self._vitals = {life: found for life, found in self._vitals.items() if life in lives}
        for each in alive:
            self._look_at(each.instance, passed_s)
        self._look_at_host(alive)
        if number % STORAGE_EVERY_BEATS == 0:
            for each in alive:
                await self._look_at_storage(each)
        if number % STRAYS_EVERY_BEATS == 0:
            await asyncio.to_thread(self._end_strays)

    def _look_at(self, instance: Instance, passed_s: float) -> None:
        vitals = self._of(instance)
        usage = instance.view.usage()
        if usage is not None:
            vitals.busy_s, vitals.cpu_s = usage.cpu_s - vitals.cpu_s, usage.cpu_s
            if (error := excess(instance.ref.app_id, usage, self._limits)) is not None:
                self._stop(instance, error)
                return
        if instance.resting:
            vitals.heartbeat.answer()  # it shall not wake up deaf
            return
        pulse = vitals.heartbeat.beat(passed_s)
        instance.stall(pulse is not Pulse.WELL)
        if pulse is Pulse.LOST:
            self._stop(instance, _deaf(instance, self._limits.stopped_after_s))
        else:
            # Again at each beat: an answer is lost when its document is replaced.
            instance.view.ping(vitals.heartbeat.answer)

    def _look_at_host(self, alive: list[Watched]) -> None:
        """What apps put into blobs and requests lies in the host's own memory, nobody's by name:
        when it is too much, the app that was busiest of late is stopped."""
        own = process_usage(os.getpid())
        if own is None or not alive or own.memory_bytes <= self._host_limit_bytes:
            return
        busiest = max(alive, key=lambda each: self._of(each.instance).busy_s).instance
        self._host_limit_bytes = own.memory_bytes + HOST_GROWTH_BYTES
        limit = f"{self._limits.host_memory_mb} MB of the host's memory"
        self._stop(busiest, exceeded(busiest.ref.app_id, "host_memory", limit))

    async def _look_at_storage(self, each: Watched) -> None:
        used_bytes = await asyncio.to_thread(folder_bytes, each.storage)
        instance = each.instance
        if _is_alive(instance) and not self._of(instance).quota.allows(used_bytes):
            limit = f"{self._limits.app_storage_mb} MB of browser storage"
            self._stop(instance, exceeded(instance.ref.app_id, "storage", limit))

    def _end_strays(self) -> None:
        """Shared workers have a process that no page names: it may take no more than an app, and
        is ended alone. Blocks."""
        for pid in engine_processes():
            usage = process_usage(pid)
            if usage is not None and self._is_too_much(usage):
                log.warning("a process of the engine was ended: %s", usage)
                end_process(pid)

    def _is_too_much(self, usage: Usage) -> bool:
        # A little more than what stops an app: that must be found first, by its own name.
        return usage.memory_bytes > self._limits.app_memory_mb * MB * 5 // 4

    def _of(self, instance: Instance) -> _Vitals:
        return self._vitals.setdefault(_life(instance), _Vitals(self._limits))

    def _stop(self, instance: Instance, error: FanlightError) -> None:
        if instance.stop(error):
            log.warning("%s", error.message)


def _life(instance: Instance) -> tuple[InstanceId, int]:
    """A page that was loaded anew after its end begins anew here as well."""
    return instance.id, instance.lives


def _is_alive(instance: Instance) -> bool:
    return State.OPENING.value < instance.state.value < State.FAILED.value


def _deaf(instance: Instance, for_s: float) -> RendererStuck:
    return RendererStuck(
        f"{instance.ref.app_id} was stopped: its page heard nothing for {for_s:g} s",
        app_id=instance.ref.app_id,
    )
