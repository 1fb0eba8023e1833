// What every page of the gallery stands in: its name, one line about it, and the blocks.

Component({
  properties: { title: String, caption: String },
});
