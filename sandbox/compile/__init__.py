"""From a WeChat-syntax project to the files of a package of kind `weixin`."""
