class StreamlitAPIException(Exception): pass
StreamlitAPIException.__module__ = "streamlit.errors"
raise StreamlitAPIException("`set_page_config()` can only be called once per app page, and must be called as the first Streamlit command in your script.")
