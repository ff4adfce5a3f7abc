"""The app's own themes, dark and light, in addition to Textual's."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="toasoan-dark",
    primary="#d9a441",
    secondary="#7aa2c8",
    accent="#e0785a",
    foreground="#e6e1d6",
    background="#16181c",
    surface="#1c1f24",
    panel="#2a2e35",
    success="#8fb573",
    warning="#e0b050",
    error="#e06c5f",
    dark=True,
    variables={
        "footer-key-foreground": "#d9a441",
        "border": "#454b55",
        "input-selection-background": "#d9a441",
        "input-selection-foreground": "#16181c",
    },
)

LIGHT = Theme(
    name="toasoan-light",
    primary="#9a4a1c",
    secondary="#2f5f8a",
    accent="#a83a2a",
    foreground="#22201c",
    background="#faf7f0",
    surface="#f2eee4",
    panel="#e4ded0",
    success="#3f7030",
    warning="#8a6200",
    error="#b02a20",
    dark=False,
    variables={
        "footer-key-foreground": "#9a4a1c",
        "border": "#b8b0a0",
        "input-selection-background": "#9a4a1c",
        "input-selection-foreground": "#faf7f0",
    },
)

THEMES = (DARK, LIGHT)
