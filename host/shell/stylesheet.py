"""The one stylesheet of the shell. Widgets say their role by the dynamic property `role`."""

from __future__ import annotations

from host.shell.tokens import Tokens, TypeStyle


def stylesheet(tokens: Tokens) -> str:
    """Qt style sheet rules for every role, from the tokens alone."""
    return "\n".join(
        (_surfaces(tokens), _text(tokens), _buttons(tokens), _inputs(tokens), _lists(tokens))
    )


def _font(style: TypeStyle) -> str:
    return f"font-size: {style.size_px}px; font-weight: {style.weight};"


def _surfaces(tokens: Tokens) -> str:
    colours, radius = tokens.colours, tokens.radius
    return f"""
QWidget[role="window"] {{ background: {colours.window}; }}
QWidget[role="surface"] {{ background: {colours.surface}; }}
QFrame[role="card"] {{
  background: {colours.surface}; border: 1px solid {colours.border};
  border-radius: {radius.card_px}px;
}}
QFrame[role="sheet"] {{
  background: {colours.surface}; border: 1px solid {colours.border};
  border-radius: {radius.sheet_px}px;
}}
QFrame[role="quote"] {{
  background: {colours.window}; border: none; border-left: 3px solid {colours.outline};
}}
QFrame[role="well"] {{
  background: {colours.window}; border: none; border-radius: {radius.control_px}px;
}}
QFrame[role="rule"] {{ background: {colours.border}; border: none; max-height: 1px; }}
QFrame[role="upright-rule"] {{ background: {colours.border}; border: none; max-width: 1px; }}
QFrame[role="header"] {{
  background: {colours.surface}; border: none; border-bottom: 1px solid {colours.border};
}}
QFrame[role="toast"] {{
  background: {colours.toast}; border: none; border-radius: {radius.card_px}px;
}}
QFrame[role="capsule"] {{
  background: {colours.surface}; border: 1px solid {colours.border}; border-radius: 16px;
}}
QFrame[role="drop"] {{
  background: {colours.accent_soft}; border: 2px dashed {colours.accent};
  border-radius: {radius.sheet_px}px;
}}
QToolTip {{
  background: {colours.toast}; color: {colours.on_toast}; border: 1px solid {colours.toast};
  padding: 4px 8px; {_font(tokens.type.caption)}
}}
QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] {{
  background: transparent; border: none;
}}
"""


def _text(tokens: Tokens) -> str:
    colours, scale = tokens.colours, tokens.type
    pills = "\n".join(
        f"""QLabel[role="pill"][tint="{tint}"] {{
  background: {soft}; color: {ink}; border-radius: 10px; padding: 1px 8px;
  {_font(scale.caption)}
}}"""
        for tint, soft, ink in (
            ("success", colours.success_soft, colours.success_text),
            ("warning", colours.warning_soft, colours.warning_text),
            ("accent", colours.accent_soft, colours.accent_text),
            ("danger", colours.danger_soft, colours.danger_text),
        )
    )
    return f"""
QLabel {{ background: transparent; color: {colours.text}; }}
QLabel[role="display"] {{ {_font(scale.display)} }}
QLabel[role="title"] {{ {_font(scale.title)} }}
QLabel[role="subtitle"] {{ {_font(scale.subtitle)} }}
QLabel[role="strong"] {{ {_font(scale.strong)} }}
QLabel[role="body"] {{ {_font(scale.body)} }}
QLabel[role="muted"] {{ color: {colours.text_muted}; {_font(scale.body)} }}
QLabel[role="caption"] {{ color: {colours.text_muted}; {_font(scale.caption)} }}
QLabel[role="toast"] {{ color: {colours.on_toast}; {_font(scale.body)} }}
QLabel[role="toast-caption"] {{ color: {colours.on_toast}; {_font(scale.caption)} }}
QLabel[role="notice"] {{
  background: {colours.danger_soft}; color: {colours.danger_text}; {_font(scale.caption)}
}}
QLabel[role="fingerprint"] {{
  font-family: "JetBrains Mono", "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace;
  {_font(scale.strong)}
}}
QLabel[role="danger"] {{ color: {colours.danger_text}; {_font(scale.body)} }}
{pills}
"""


def _buttons(tokens: Tokens) -> str:
    colours, radius, scale = tokens.colours, tokens.radius, tokens.type
    return f"""
QPushButton {{
  background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.outline};
  border-radius: {radius.control_px}px; padding: 0 16px; min-height: 34px; {_font(scale.strong)}
}}
QPushButton:hover {{ background: {colours.surface_hover}; }}
QPushButton:pressed {{ background: {colours.surface_pressed}; }}
QPushButton:focus {{ border: 2px solid {colours.accent}; padding: 0 15px; min-height: 32px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton:disabled {{ color: {colours.text_muted}; border-color: {colours.border}; }}
QPushButton[role="primary"] {{
  background: {colours.accent}; color: {colours.on_accent}; border: 1px solid {colours.accent};
}}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{
  background: {colours.accent_hover};
}}
QPushButton[role="primary"]:focus {{ border: 2px solid {colours.text}; }}
QPushButton[role="danger"] {{
  background: {colours.danger}; color: {colours.on_danger}; border: 1px solid {colours.danger};
}}
QPushButton[role="danger"]:focus {{ border: 2px solid {colours.text}; }}
QPushButton[role="text"] {{
  background: transparent; border: 1px solid transparent; color: {colours.accent_text};
  padding: 0 8px;
}}
QPushButton[role="text"]:hover {{ background: {colours.surface_hover}; }}
QPushButton[role="text"]:focus {{ border: 2px solid {colours.accent}; padding: 0 7px; }}
QPushButton[role="link"] {{
  background: transparent; border: 1px solid transparent; color: {colours.accent_text};
  border-radius: {radius.small_px}px; padding: 0 4px; min-height: 18px; {_font(scale.caption)}
}}
QPushButton[role="link"]:hover {{ background: {colours.surface_hover}; }}
QPushButton[role="link"]:focus {{
  border: 2px solid {colours.accent}; padding: 0 3px; min-height: 16px;
}}
QPushButton[role="row"] {{
  background: transparent; border: 2px solid transparent; border-radius: {radius.control_px}px;
  min-height: 44px; {_font(scale.body)}
}}
QPushButton[role="row"]:hover {{ background: {colours.surface_hover}; }}
QPushButton[role="row"]:focus {{ border-color: {colours.accent}; }}
QToolButton {{
  background: transparent; border: 2px solid transparent;
  border-radius: {radius.control_px}px; padding: 0;
}}
QToolButton:hover {{ background: {colours.surface_hover}; }}
QToolButton:pressed, QToolButton:open {{ background: {colours.surface_pressed}; }}
QToolButton:focus {{ border-color: {colours.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QFrame[role="capsule"] QToolButton {{ border-radius: 14px; }}
QToolButton[role="bar"]:hover {{ background: rgba(127, 127, 127, 45); }}
QToolButton[role="bar"]:pressed {{ background: rgba(127, 127, 127, 80); }}
"""


def _inputs(tokens: Tokens) -> str:
    colours, radius, scale = tokens.colours, tokens.radius, tokens.type
    return f"""
QLineEdit {{
  background: {colours.window}; color: {colours.text}; border: 1px solid {colours.outline};
  border-radius: {radius.control_px}px; padding: 0 8px; min-height: 34px;
  selection-background-color: {colours.accent}; selection-color: {colours.on_accent};
  placeholder-text-color: {colours.text_muted}; {_font(scale.body)}
}}
QLineEdit:focus {{ border: 2px solid {colours.accent}; padding: 0 7px; min-height: 32px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {colours.danger}; padding: 0 7px; min-height: 32px; }}
QPlainTextEdit {{
  background: {colours.window}; color: {colours.text}; border: 1px solid {colours.border};
  border-radius: {radius.control_px}px; padding: 8px; {_font(scale.caption)}
}}
QComboBox {{
  background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.outline};
  border-radius: {radius.control_px}px; padding: 0 12px; min-height: 34px; {_font(scale.body)}
}}
QComboBox:focus {{ border: 2px solid {colours.accent}; padding: 0 11px; min-height: 32px; }}
QComboBox:disabled {{ color: {colours.text_muted}; border-color: {colours.border}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox QAbstractItemView {{
  background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.border};
  selection-background-color: {colours.accent}; selection-color: {colours.on_accent};
}}
"""


def _lists(tokens: Tokens) -> str:
    colours, radius, scale = tokens.colours, tokens.radius, tokens.type
    return f"""
QMessageBox QLabel#qt_msgbox_label {{ {_font(tokens.type.strong)} }}
QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 280px; }}
QMessageBox[role="problem"] QLabel#qt_msgbox_label {{ {_font(scale.body)} }}
QMessageBox[role="problem"] QLabel#qt_msgbox_informativelabel {{
  color: {colours.text_muted}; {_font(scale.caption)}
}}
QMenu {{
  background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.border};
  padding: 4px;
}}
QMenu::item {{
  padding: 8px 24px 8px 8px; border-radius: {radius.small_px}px; {_font(scale.body)}
}}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {colours.surface_pressed}; color: {colours.text}; }}
QMenu::item:disabled {{ color: {colours.text_muted}; }}
QMenu::separator {{ height: 1px; background: {colours.border}; margin: 4px 8px; }}
QListView {{ background: transparent; border: none; outline: none; }}
QListWidget[role="places"]::item {{
  color: {colours.text}; border: 2px solid transparent; border-radius: {radius.control_px}px;
  padding: 8px; margin-bottom: 4px;
}}
QListWidget[role="places"]::item:hover {{ background: {colours.surface_hover}; }}
QListWidget[role="places"]::item:selected {{
  background: {colours.accent_soft}; color: {colours.accent_text};
}}
QListWidget[role="places"]:focus::item:selected {{ border-color: {colours.accent}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
  background: transparent; color: {colours.text_muted}; border: 2px solid transparent;
  border-radius: {radius.control_px}px; padding: 5px 12px; margin-right: 4px;
  {_font(tokens.type.strong)}
}}
QTabBar[narrow="true"]::tab {{ padding: 5px 6px; margin-right: 0; }}
QTabBar::tab:hover {{ background: {colours.surface_hover}; }}
QTabBar::tab:selected {{ background: {colours.accent_soft}; color: {colours.accent_text}; }}
QTabBar:focus::tab:selected {{ border-color: {colours.accent}; }}
QProgressBar {{ background: {colours.border}; border: none; border-radius: 3px; }}
QProgressBar::chunk {{ background: {colours.accent}; border-radius: 3px; }}
QTableView {{
  background: {colours.surface}; color: {colours.text}; border: none; outline: none;
  gridline-color: {colours.border}; selection-background-color: {colours.accent_soft};
  selection-color: {colours.text}; {_font(scale.body)}
}}
QTableView::item {{ padding: 0 5px; border-bottom: 1px solid {colours.border}; }}
QTableView::item:focus {{ border: 2px solid {colours.accent}; }}
QHeaderView {{ background: {colours.surface}; border: none; }}
QHeaderView::section {{
  background: {colours.surface}; color: {colours.text_muted}; border: none;
  border-bottom: 1px solid {colours.border}; padding: 8px; {_font(scale.caption)}
}}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{
  background: {colours.outline}; border-radius: 3px; margin: 3px; min-height: 32px;
  min-width: 32px;
}}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
