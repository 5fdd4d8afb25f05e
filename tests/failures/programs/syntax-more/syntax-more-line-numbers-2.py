1. import os
