from selenium.common.exceptions import WebDriverException
raise WebDriverException("unknown error: Chrome failed to start: exited abnormally.\n  (unknown error: DevToolsActivePort file doesn't exist)")
