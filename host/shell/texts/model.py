"""Every text the shell shows, by window. A text with `{placeholders}` is filled by `str.format`.

`english.py` has the values; the other languages are made by Qt Linguist from there (linguist.py).
After a change run `python -m host.shell.texts.linguist --write` and translate what it names, in
Linguist or in the `.ts` file itself. `tests/unit/test_shell_texts.py` holds that every
translation is whole and that placeholders agree.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bridge.permissions import Scope
from host.services.questions import Agreement, FormKind
from host.shell.texts.store import StoreTexts


class BadgeTexts(msgspec.Struct, frozen=True):
    verified: str
    sideloaded: str
    development: str
    verified_hint: str
    sideloaded_hint: str
    development_hint: str


class LauncherTexts(msgspec.Struct, frozen=True):
    title: str
    all_apps: str
    search: str
    search_hint: str
    add: str
    add_hint: str
    timings: str
    count_one: str
    count_many: str
    count_found: str
    empty_title: str
    empty_body: str
    nothing_found_title: str
    nothing_found_body: str
    drop_title: str
    drop_body: str
    clear_search: str
    open: str
    about: str
    permissions: str
    remove: str
    remove_title: str
    remove_body: str
    remove_confirm: str
    list_name: str
    row_accessible: str
    choose_package: str
    package_files: str


class WindowTexts(msgspec.Struct, frozen=True):
    back: str
    home: str
    share: str
    menu: str
    close: str
    about: str
    permissions: str
    reload: str
    close_app: str
    content: str
    known_as: str
    """Of a mini-program where the system shows it beside other programs."""
    starting: str
    failed_title: str
    failed_body: str
    crashed_title: str
    crashed_body: str
    stopped_body: str
    stuck_title: str
    stuck_body: str
    restart: str
    retry: str
    reload_page: str
    details: str
    hide_details: str
    copy_details: str
    cancel: str
    confirm: str
    from_app: str
    toast_accessible: str
    loading: str
    no_sandbox: str
    revoked_title: str
    revoked_closed: str
    revoked_running: str
    size: str
    size_compact: str
    size_standard: str
    size_full: str
    pin: str
    unpin: str
    pinned: str
    unpinned: str
    add_shortcut: str
    remove_shortcut: str
    shortcut_made: str
    shortcut_removed: str
    report: str


class ReportTexts(msgspec.Struct, frozen=True):
    """The sheet from which a report is saved."""

    title: str
    hint: str
    gathering: str
    file: str
    content: str
    save: str
    cancel: str
    saved: str


class PermissionTexts(msgspec.Struct, frozen=True):
    title: str
    question: str
    publisher: str
    publisher_unnamed: str
    publisher_vouched: str
    """A registry vouches for the key, and this host does not know under which name."""
    app_id: str
    reason: str
    reason_missing: str
    deny: str
    once: str
    allow: str
    rights: Mapping[Scope, str]
    meanings: Mapping[Scope, str]
    unknown_right: str


class AgreementTexts(msgspec.Struct, frozen=True):
    questions: Mapping[Agreement, str]
    development: str
    refuse: str
    agree: str


class RightsTexts(msgspec.Struct, frozen=True):
    """The sheet of what a person has answered one app."""

    title: str
    hint: str
    none: str
    done: str


class ShareTexts(msgspec.Struct, frozen=True):
    title: str
    hint: str
    hint_development: str
    link: str
    code: str
    copy_link: str
    copy_code: str
    copied: str
    done: str


class ScanTexts(msgspec.Struct, frozen=True):
    scan: str
    from_clipboard: str
    from_file: str
    choose: str
    picture_files: str
    nothing_title: str
    nothing_body: str
    no_link: str
    several_links: str
    copy: str
    close: str
    drop_title: str
    drop_body: str


class FormTexts(msgspec.Struct, frozen=True):
    """Forms of what a person keeps. `labels` are by the entry's members."""

    titles: Mapping[FormKind, str]
    meanings: Mapping[FormKind, str]
    labels: Mapping[str, str]
    kept: str
    new: str
    company: str
    person: str
    needed: str
    number_needed: str
    forget: str
    cancel: str
    use: str


class TrustTexts(msgspec.Struct, frozen=True):
    title: str
    body: str
    body_development: str
    fingerprint: str
    fingerprint_hint: str
    copy_fingerprint: str
    version: str
    size: str
    rights: str
    no_rights: str
    origins: str
    no_origins: str
    more_origins: str
    refuse: str
    accept: str


class AppPageTexts(msgspec.Struct, frozen=True):
    title: str
    about: str
    version: str
    publisher: str
    publisher_key: str
    size: str
    app_id: str
    source: str
    permissions: str
    no_permissions: str
    network: str
    no_network: str
    state_ask: str
    state_allow: str
    state_deny: str
    state_once: str
    state_declared: str
    state_accessible: str
    last_used: str
    never_used: str
    reset: str
    reset_hint: str
    reason: str
    every_app: str
    """Leads from an app's right to the page of that right."""
    every_app_accessible: str


class RightsPageTexts(msgspec.Struct, frozen=True):
    """The page of each right, over all mini-programs."""

    title: str
    none: str
    none_used: str
    more: str
    answer: str
    reset: str


class TimingsTexts(msgspec.Struct, frozen=True):
    title: str
    summary: str
    launches: str
    waterfall: str
    app: str
    launch: str
    count: str
    p50: str
    p90: str
    p99: str
    version: str
    engine: str
    first_screen: str
    at: str
    cold: str
    warm: str
    preloaded: str
    budget: str
    milliseconds: str
    incomplete: str
    empty_title: str
    empty_body: str
    waterfall_accessible: str
    within_budget: str
    over_budget: str
    over_time: str
    trend_accessible: str
    """One day of the line chart."""
    marks: str
    mark: str
    wechat: str
    step: str
    """Since the mark before."""
    all_apps: str
    all_kinds: str
    all_versions: str
    period: str
    period_day: str
    period_week: str
    period_month: str
    period_all: str
    none_match: str
    export: str
    export_json: str
    export_csv: str
    export_trace: str
    export_done: str
    send: str
    send_title: str
    send_body: str
    send_confirm: str
    send_done: str
    send_unset_title: str
    send_unset_body: str


class Texts(msgspec.Struct, frozen=True):
    """All texts of one language; `language` is its BCP 47 tag."""

    language: str
    badges: BadgeTexts
    launcher: LauncherTexts
    window: WindowTexts
    permission: PermissionTexts
    agreement: AgreementTexts
    rights: RightsTexts
    share: ShareTexts
    scan: ScanTexts
    form: FormTexts
    trust: TrustTexts
    app_page: AppPageTexts
    timings: TimingsTexts
    store: StoreTexts
    report: ReportTexts
    rights_page: RightsPageTexts
