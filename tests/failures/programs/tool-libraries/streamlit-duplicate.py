class DuplicateWidgetID(Exception): pass
DuplicateWidgetID.__module__ = "streamlit.errors"
raise DuplicateWidgetID("There are multiple identical `st.button` widgets with the same generated key.")
