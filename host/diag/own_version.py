"""Fanlight's own version: who brings newer ones, and whether there is one."""

from __future__ import annotations

from bridge.errors import FanlightError
from host.diag.check import Check, Health
from host.paths import Home
from host.release.installed import Installer, find_installation
from host.release.updater import State, Updater, UpdateReport
from host.release.version import ReleaseVersion
from host.version import VERSION

NAME = "version"


def own_version(home: Home, *, network: bool) -> Check:
    """`network`: where Fanlight updates itself, its releases are asked as well."""
    try:
        installation = find_installation()
        if installation.place is None:
            how = f"installed by {installation.installer.value}"
            if installation.installer is Installer.UNKNOWN:
                how = "nobody says what installed it"
            return Check(
                NAME, Health.OK, f"{VERSION}; {how}; for newer ones: {installation.advice}"
            )
        if installation.place.failed() is None and not network:
            return Check(NAME, Health.OK, f"{VERSION}; for newer ones: {installation.advice}")
        report = UpdateReport(
            State.UP_TO_DATE, installation.place.current(), failed=installation.place.failed()
        )
        if network:
            report = Updater(installation, ReleaseVersion.parse(VERSION), home).check()
    except FanlightError as error:
        return Check(NAME, Health.WARNING, error.message, "this version goes on working")
    return _said(report)


def _said(report: UpdateReport) -> Check:
    if report.failed is not None and report.offered in (None, report.failed):
        return Check(
            NAME,
            Health.WARNING,
            f"{report.version}; {report.failed} was taken and did not start",
            "tell who publishes it; `fanlight self-update` tries again",
        )
    if report.state is State.AVAILABLE:
        there = f"{report.version}; {report.offered} is there"
        return Check(NAME, Health.WARNING, there, "run `fanlight self-update`")
    if report.state is State.NO_SOURCE:
        return Check(NAME, Health.OK, f"{report.version}; built without a place to update from")
    return Check(NAME, Health.OK, f"{report.version} is the newest")
