Component({
  properties: { goal: Object },
  methods: {
    count() {
      this.triggerEvent("count");
    },
    edit() {
      this.triggerEvent("edit");
    },
  },
});
