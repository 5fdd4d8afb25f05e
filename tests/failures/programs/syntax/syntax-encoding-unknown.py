# -*- coding: utf8mb4 -*-
x = 1
