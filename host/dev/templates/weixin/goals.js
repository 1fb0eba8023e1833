// The goals of the day, kept in the app's own storage.
const { first } = require("./words");

const KEY = "goals";

const FIRST = [
  { id: 1, name: first[0], target: 8, done: 3 },
  { id: 2, name: first[1], target: 20, done: 12 },
  { id: 3, name: first[2], target: 2, done: 2 },
];

function load() {
  return wx.getStorageSync(KEY) || FIRST;
}

function save(goals) {
  wx.setStorage({ key: KEY, data: goals });
}

module.exports = { load, save };
