Page({
  data: {
    types: ["success", "success_no_circle", "info", "warn", "waiting", "cancel", "download", "search", "clear"],
    sizes: [20, 30, 40, 50],
    colours: ["#1a9c7b", "#e5a024", "#dd6650", "#4b86d8", "#8566d6"],
  },
});
