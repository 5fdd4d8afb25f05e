raise AttributeError('st.session_state has no attribute "user". Did you forget to initialize it? More info: https://docs.streamlit.io/develop/concepts/architecture/session-state#initialization')
