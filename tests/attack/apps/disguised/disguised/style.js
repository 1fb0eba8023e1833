body { color: rgb(1, 2, 3) }
