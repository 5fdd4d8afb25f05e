print('Müller'.encode('ascii'))
