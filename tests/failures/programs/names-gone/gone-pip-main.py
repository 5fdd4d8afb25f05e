import pip
pip.main(['list'])
