from selenium.common.exceptions import ElementNotInteractableException
raise ElementNotInteractableException("element not interactable\n  (Session info: chrome=120.0)")
