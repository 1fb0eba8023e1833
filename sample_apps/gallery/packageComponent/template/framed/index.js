Component({
  options: { multipleSlots: true },
});
