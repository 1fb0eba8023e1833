"""Scripts: any module syntax → CommonJS → chunks with source maps; Less and Sass → WXSS."""
