// One sample on a page: a card with its name, a note, and the sample itself.

Component({
  properties: { title: String, note: String },
});
