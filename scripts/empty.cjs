// Stands in for what a bundle leaves out (scripts/build.mjs).
module.exports = {};
