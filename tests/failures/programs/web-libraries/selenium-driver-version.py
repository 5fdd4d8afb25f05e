from selenium.common.exceptions import SessionNotCreatedException
raise SessionNotCreatedException("session not created: This version of ChromeDriver only supports Chrome version 114\nCurrent browser version is 120.0.6099.109 with binary path /usr/bin/google-chrome")
