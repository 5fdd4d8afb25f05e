import webbrowser
webbrowser.MacOSX
