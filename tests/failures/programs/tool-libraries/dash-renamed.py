class ObsoleteAttributeException(Exception): pass
ObsoleteAttributeException.__module__ = "dash.exceptions"
raise ObsoleteAttributeException("app.run_server has been replaced by app.run")  # app.run_server(debug=True)
