"""WXSS compiled to CSS for the view's page."""

from sandbox.compile.wxss.sheet import CompiledSheet, SheetCompiler, compile_sheet

__all__ = ["CompiledSheet", "SheetCompiler", "compile_sheet"]
