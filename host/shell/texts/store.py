"""The texts of the launcher's sections and of the pages about registries, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from host.shell.launcher_words import Note, Section
from sandbox.manifest import Category


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
    rights_unknown: str
    new_right: str
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
    rights_unknown="It will be known when the package has been fetched: this registry's server "
    "cannot show it before.",
    new_right="New: {right}",
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
    update_found_title="{name} was updated",
    update_found_body="Version {version} runs when you next start it.",
)

CHINESE_STORE = StoreTexts(
    sections={
        Section.ALL: "全部",
        Section.PINNED: "已置顶",
        Section.RECENT: "最近使用",
        Section.UPDATES: "更新",
        Section.DISCOVER: "发现",
    },
    sections_name="分类栏",
    updates_count="更新（{count}）",
    empty_titles={
        Section.PINNED: "还没有置顶的小程序",
        Section.RECENT: "还没有打开过小程序",
        Section.UPDATES: "全部都是最新版本",
        Section.DISCOVER: "这里还没有内容",
    },
    empty_bodies={
        Section.PINNED: "把常用的置顶：右键点按小程序，或在其上按 P 键。",
        Section.RECENT: "打开过的小程序会列在这里，最近的在最前面。",
        Section.UPDATES: "注册源提供新版本时，会列在这里。",
        Section.DISCOVER: "你的注册源在此类别下没有小程序。",
    },
    notes={
        Note.INSTALLED: "已安装",
        Note.UPDATE: "可更新",
        Note.READY: "下次启动用新版",
        Note.WITHDRAWN: "已撤回",
    },
    pinned="已置顶",
    pin="置顶",
    unpin="取消置顶",
    version_stay="停留在此版本",
    roll_back="退回到 {version}",
    update="更新",
    look_for_updates="检查更新",
    offers_name="注册源中的小程序",
    offers_one="1 个小程序",
    offers_many="{count} 个小程序",
    categories={
        Category.BOOKS: "图书",
        Category.BUSINESS: "商务",
        Category.EDUCATION: "教育",
        Category.ENTERTAINMENT: "娱乐",
        Category.FINANCE: "金融",
        Category.FOOD: "餐饮",
        Category.GAMES: "游戏",
        Category.GOVERNMENT: "政务",
        Category.HEALTH: "健康",
        Category.LIFE: "生活",
        Category.MEDIA: "影音",
        Category.NEWS: "新闻",
        Category.SHOPPING: "购物",
        Category.SOCIAL: "社交",
        Category.TOOLS: "工具",
        Category.TRAVEL: "出行",
    },
    all_categories="全部类别",
    category_name="类别",
    registries="注册源…",
    add_registry="添加注册源…",
    no_registry_title="还没有注册源",
    no_registry_body="小程序来自注册源。请填写它的地址，以及运营者另行交给你的指纹。",
    looking="正在询问注册源…",
    offline_notice="暂时连不上 {registry}，显示的是它上次提供的内容。",
    try_again="重试",
    back="返回",
    install="安装",
    installing="正在安装{name}",
    fetched="{done} / {total}",
    checking="正在检查并放置文件…",
    stop="停止",
    stopped="已停止。已收到的部分会留到下次继续。",
    open="打开",
    remove="移除…",
    what_changes="变化",
    changes="{version} 的新内容",
    no_changes="发布者没有说明有哪些变化。",
    pictures="图片",
    picture_of="{name}的图片 {number}",
    rights="它可以做什么",
    may="可能会请求：{right}",
    rights_unknown="下载后才能知道：这个注册源的服务器无法提前显示。",
    new_right="新增：{right}",
    version="版本",
    installed_version="已安装",
    publisher="发布者",
    size="大小",
    from_registry="注册源",
    detail_offline="无法向注册源询问更多内容（{code}）。请检查网络后重试。",
    staying="停留在版本 {version}，直到你在这里更新。",
    ready="版本 {version} 已安装，下次启动时使用。",
    update_widens="新版本要求的比你同意过的更多：",
    agree_update="同意并更新",
    rolled_back="已回到版本 {version}，直到你更新为止。",
    dialog_title="注册源",
    dialog_body="注册源可以向你提供小程序。只信任你知道由谁运营的注册源：指纹必须通过地址以外的途径得到。",
    address="地址",
    address_hint="https://apps.example.org/",
    fingerprint="指纹",
    fingerprint_hint="64 个字母和数字，空格和冒号不影响",
    root_file="选择根文件…",
    root_filter="注册源的根文件 (*.json)",
    root_chosen="根文件：{name}",
    trust="信任此注册源",
    cancel="取消",
    close="关闭",
    trusted="已信任的注册源",
    trusted_none="还没有。",
    forget="移除",
    forget_name="移除 {name}",
    tray_open="打开 Fanlight",
    tray_quit="退出",
    update_found_title="{name}已更新",
    update_found_body="下次启动时使用版本 {version}。",
)
