"""The main way: open → resolve → fetch → verify → mount → view → first screen. No Qt."""
