// The groups of a tab, each page a tile.

Component({
  properties: { root: String, groups: Array },
});
