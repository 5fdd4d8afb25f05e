raise AttributeError("'WebDriver' object has no attribute 'find_element_by_id'")  # driver.find_element_by_id("q")
