// Right by name and type: what the others would do.
if (globalThis.ran) ran.push("fine");
