"""The texts of the developer's windows, in both languages: they are met in `fanlight dev` alone."""

from __future__ import annotations

import msgspec


class ToolTexts(msgspec.Struct, frozen=True):
    """The error overlay and the developer tools."""

    build_failed: str
    build_failed_body: str
    app_failed: str
    app_failed_body: str
    hide: str
    hide_hint: str
    fix: str
    menu: str
    title: str
    inspector: str
    calls: str
    network: str
    storage: str
    page_data: str
    refresh: str
    only_refused: str
    search: str
    call: str
    right: str
    decision: str
    outcome: str
    reason: str
    took: str
    sent: str
    received: str
    size: str
    at: str
    method: str
    address: str
    status: str
    key: str
    value: str
    no_calls: str
    no_network: str
    no_storage: str
    no_page_data: str
    inspector_missing: str
    remote_control: str


ENGLISH_TOOLS = ToolTexts(
    build_failed="This save does not build",
    build_failed_body="The app goes on as it was. This goes away with the next save that builds.",
    app_failed="An error in the app's code",
    app_failed_body="The app goes on. This goes away with the next save.",
    hide="Hide",
    hide_hint="Show the app (Esc)",
    fix="What to do: {fix}",
    menu="Developer tools",
    title="Developer tools: {name}",
    inspector="Inspector",
    calls="Calls",
    network="Network",
    storage="Storage",
    page_data="Page data",
    refresh="Refresh",
    only_refused="Refused only",
    search="Search",
    call="Call",
    right="Right",
    decision="Decision",
    outcome="Outcome",
    reason="Reason",
    took="ms",
    sent="Sent, bytes",
    received="Received, bytes",
    size="Bytes",
    at="At",
    method="Method",
    address="Address",
    status="Status",
    key="Key",
    value="Value",
    no_calls="The app has not called the host yet.",
    no_network="The app has asked for nothing from the network yet.",
    no_storage="The app has stored nothing.",
    no_page_data="Only apps in WeChat's syntax have page data.",
    inspector_missing="The engine's own developer tools are not part of this installation.",
    remote_control="Under remote control: another program on this machine drives this window.",
)

CHINESE_TOOLS = ToolTexts(
    build_failed="这次保存无法编译",
    build_failed_body="小程序保持原样运行。下次保存编译通过后，此提示自动消失。",
    app_failed="小程序代码出错",
    app_failed_body="小程序继续运行。下次保存后，此提示自动消失。",
    hide="隐藏",
    hide_hint="显示小程序（Esc）",
    fix="解决办法：{fix}",
    menu="开发者工具",
    title="开发者工具：{name}",
    inspector="检查器",
    calls="调用",
    network="网络",
    storage="存储",
    page_data="页面数据",
    refresh="刷新",
    only_refused="仅显示被拒绝的",
    search="搜索",
    call="调用",
    right="权限",
    decision="决定",
    outcome="结果",
    reason="原因",
    took="毫秒",
    sent="发送字节",
    received="接收字节",
    size="字节",
    at="时间",
    method="方法",
    address="地址",
    status="状态",
    key="键",
    value="值",
    no_calls="小程序尚未调用宿主接口。",
    no_network="小程序尚未发起网络请求。",
    no_storage="小程序尚未存储任何数据。",
    no_page_data="只有微信语法的小程序才有页面数据。",
    inspector_missing="当前安装不包含引擎自带的开发者工具。",
    remote_control="正被远程控制：本机的另一个程序正在操作此窗口。",
)


def tool_texts(language: str) -> ToolTexts:
    """The texts in a language (BCP 47): Chinese for all of its forms, else English."""
    return CHINESE_TOOLS if language.lower().startswith("zh") else ENGLISH_TOOLS
