// For pages that show what an API gave: `say` shows a value, `tell` what a promise comes to.

module.exports = Behavior({
  data: { result: "" },

  methods: {
    say(value) {
      this.setData({ result: typeof value === "string" ? value : JSON.stringify(value, null, 1) });
    },

    async tell(promise) {
      try {
        this.say(await promise);
      } catch (error) {
        this.say(error.errMsg || String(error));
      }
    },
  },
});
