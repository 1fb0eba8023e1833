// The goals of the day, kept in the app's own storage.
const KEY = "goals";

const FIRST = [
  { id: 1, name: "Glasses of water", target: 8, done: 3 },
  { id: 2, name: "Pages read", target: 20, done: 12 },
  { id: 3, name: "Walks", target: 2, done: 2 },
];

function load() {
  return wx.getStorageSync(KEY) || FIRST;
}

function save(goals) {
  wx.setStorage({ key: KEY, data: goals });
}

module.exports = { load, save };
