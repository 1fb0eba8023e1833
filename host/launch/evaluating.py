"""Expressions that an app's developer evaluates in the context of the app's own code."""

from __future__ import annotations

import json

from sandbox.manifest import Kind


def in_logic(kind: Kind, expression: str) -> str:
    """`expression` for the page's world: kind weixin has the app's code in a Worker, which its
    runtime reaches."""
    if kind is Kind.WEB:
        return expression
    return f"globalThis.fanlightEvaluate({json.dumps(expression)})"
