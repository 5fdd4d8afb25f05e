from selenium import webdriver
webdriver.Firefox()
