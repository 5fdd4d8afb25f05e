import openpyxl

book = openpyxl.Workbook()
print(book['Data'])
