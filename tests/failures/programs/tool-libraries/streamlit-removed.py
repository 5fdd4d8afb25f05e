raise AttributeError("module 'streamlit' has no attribute 'experimental_rerun'")
