"""The texts of the launcher's sections and of the pages about registries, in English."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from host.shell.launcher_words import Note, Section
from sandbox.category import Category


class StoreTexts(msgspec.Struct, frozen=True):
    """Sections, what stands in an empty one, offers and their pages, registries."""

    sections: Mapping[Section, str]
    sections_name: str
    updates_count: str
    empty_titles: Mapping[Section, str]
    empty_bodies: Mapping[Section, str]
    notes: Mapping[Note, str]
    pinned: str
    pin: str
    unpin: str
    version_stay: str
    roll_back: str
    update: str
    look_for_updates: str
    own_newer: str
    offers_name: str
    offers_one: str
    offers_many: str
    categories: Mapping[Category, str]
    all_categories: str
    category_name: str
    registries: str
    add_registry: str
    no_registry_title: str
    no_registry_body: str
    looking: str
    offline_notice: str
    try_again: str
    back: str
    install: str
    installing: str
    fetched: str
    checking: str
    stop: str
    stopped: str
    open: str
    remove: str
    what_changes: str
    changes: str
    no_changes: str
    pictures: str
    picture_of: str
    rights: str
    may: str
    connects: str
    rights_unknown: str
    new_right: str
    new_origin: str
    version: str
    installed_version: str
    publisher: str
    size: str
    from_registry: str
    detail_offline: str
    staying: str
    ready: str
    update_widens: str
    agree_update: str
    rolled_back: str
    dialog_title: str
    dialog_body: str
    address: str
    address_hint: str
    fingerprint: str
    fingerprint_hint: str
    root_file: str
    root_filter: str
    root_chosen: str
    trust: str
    cancel: str
    close: str
    trusted: str
    trusted_none: str
    forget: str
    forget_name: str
    tray_open: str
    tray_quit: str
    tray_stays_title: str
    tray_stays_body: str
    update_found_title: str
    update_found_body: str


ENGLISH_STORE = StoreTexts(
    sections={
        Section.ALL: "All",
        Section.PINNED: "Pinned",
        Section.RECENT: "Recent",
        Section.UPDATES: "Updates",
        Section.DISCOVER: "Discover",
    },
    sections_name="Sections",
    updates_count="Updates ({count})",
    empty_titles={
        Section.PINNED: "Nothing pinned yet",
        Section.RECENT: "Nothing opened yet",
        Section.UPDATES: "Everything is up to date",
        Section.DISCOVER: "Nothing here yet",
    },
    empty_bodies={
        Section.PINNED: "Pin what you use most: right-click a mini-program, or press P on it.",
        Section.RECENT: "What you open stands here, the latest first.",
        Section.UPDATES: "Newer versions of what is installed stand here when a registry has them.",
        Section.DISCOVER: "Your registries offer no mini-programs in this category.",
    },
    notes={
        Note.INSTALLED: "Installed",
        Note.UPDATE: "Update",
        Note.READY: "New at next start",
        Note.WITHDRAWN: "Withdrawn",
    },
    pinned="Pinned",
    pin="Pin",
    unpin="Unpin",
    version_stay="Stay at this version",
    roll_back="Go back to {version}",
    update="Update",
    look_for_updates="Look for updates",
    own_newer="Fanlight {version} is there. Quit Fanlight (Ctrl+Q), then run: {command}",
    offers_name="Mini-programs in your registries",
    offers_one="1 mini-program",
    offers_many="{count} mini-programs",
    categories={
        Category.BOOKS: "Books",
        Category.BUSINESS: "Business",
        Category.EDUCATION: "Education",
        Category.ENTERTAINMENT: "Entertainment",
        Category.FINANCE: "Finance",
        Category.FOOD: "Food",
        Category.GAMES: "Games",
        Category.GOVERNMENT: "Public services",
        Category.HEALTH: "Health",
        Category.LIFE: "Everyday life",
        Category.MEDIA: "Photo and video",
        Category.NEWS: "News",
        Category.SHOPPING: "Shopping",
        Category.SOCIAL: "Social",
        Category.TOOLS: "Tools",
        Category.TRAVEL: "Travel",
    },
    all_categories="All categories",
    category_name="Category",
    registries="Registries…",
    add_registry="Add a registry…",
    no_registry_title="No registry yet",
    no_registry_body="A registry is where mini-programs come from. Add one by its address and "
    "the fingerprint its operator gave you.",
    looking="Asking the registries…",
    offline_notice="{registry} could not be asked just now; what it last offered is shown.",
    try_again="Try again",
    back="Back",
    install="Install",
    installing="Installing {name}",
    fetched="{done} of {total}",
    checking="Checking and putting in place…",
    stop="Stop",
    stopped="Stopped. What has arrived is kept for the next try.",
    open="Open",
    remove="Remove…",
    what_changes="What changes",
    changes="New in {version}",
    no_changes="The publisher does not say what has changed.",
    pictures="Pictures",
    picture_of="Picture {number} of {name}",
    rights="What it may do",
    may="May ask to {right}",
    connects="Connects to {origin}",
    rights_unknown="It will be known when the package has been fetched: this registry's server "
    "cannot show it before.",
    new_right="New: {right}",
    new_origin="New: connects to {origin}",
    version="Version",
    installed_version="Installed",
    publisher="Publisher",
    size="Size",
    from_registry="Registry",
    detail_offline="The registry could not be asked for more ({code}). Check the connection and "
    "try again.",
    staying="It stays at version {version} until you update it here.",
    ready="Version {version} is installed. It runs when you next start it.",
    update_widens="The new version wants more than you agreed to:",
    agree_update="Agree and update",
    rolled_back="It is at version {version} again, and stays there until you update it.",
    dialog_title="Registries",
    dialog_body="A registry may offer you mini-programs. Trust one only if you know who runs it: "
    "its fingerprint has to reach you another way than its address.",
    address="Address",
    address_hint="https://apps.example.org/",
    fingerprint="Fingerprint",
    fingerprint_hint="64 letters and digits; spaces and colons do not matter",
    root_file="Choose a root file…",
    root_filter="Root of a registry (*.json)",
    root_chosen="Root file: {name}",
    trust="Trust this registry",
    cancel="Cancel",
    close="Close",
    trusted="Trusted registries",
    trusted_none="None yet.",
    forget="Remove",
    forget_name="Remove {name}",
    tray_open="Open Fanlight",
    tray_quit="Quit",
    tray_stays_title="Fanlight is still here",
    tray_stays_body="Its icon opens the launcher again. To end it, choose Quit in the icon's menu.",
    update_found_title="{name} was updated",
    update_found_body="Version {version} runs when you next start it.",
)
