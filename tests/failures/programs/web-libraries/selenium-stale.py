from selenium.common.exceptions import StaleElementReferenceException
raise StaleElementReferenceException("stale element reference: stale element not found in the current frame")
