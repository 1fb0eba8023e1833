"""The page's end of the bridge: TypeScript in `src`, built into `dist` for the wheel."""
