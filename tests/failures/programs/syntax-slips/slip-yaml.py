name: int
tags:
  - a
