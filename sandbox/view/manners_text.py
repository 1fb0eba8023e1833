"""What no page may begin, in any of its frames: a drag out of the window; a pasted path.

A drag would carry whatever the page wrote (a `file:` address, a download under a name of its
choice) into another program, and Qt runs an event loop of its own inside the engine's call
meanwhile. A page's own handler gets a copied file that is pasted, as a file; what the engine would
write into a field is the path that lies beside it on the clipboard, which tells where a person
keeps it.
"""

from __future__ import annotations

# In the private world and before any script of the page: its listeners come first and stay.
MANNERS = """
(() => {
  let pastesFiles = false;
  addEventListener("dragstart", (event) => event.preventDefault(), true);
  addEventListener("paste", (event) => {
    pastesFiles = event.clipboardData?.types.includes("Files") ?? false;
  }, true);
  addEventListener("beforeinput", (event) => {
    if (pastesFiles && event.inputType === "insertFromPaste") event.preventDefault();
  }, true);
})();
"""
