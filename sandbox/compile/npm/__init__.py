"""npm packages in a mini-program: WeChat's "build npm", without a folder written."""
