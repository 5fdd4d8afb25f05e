from selenium.common.exceptions import NoSuchElementException
raise NoSuchElementException('no such element: Unable to locate element: {"method":"css selector","selector":"#login"}')
