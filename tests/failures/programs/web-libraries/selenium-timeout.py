from selenium.common.exceptions import TimeoutException
raise TimeoutException("")
