"""Files that a visitor of a Streamlit page uploads."""
import pandas
import streamlit as st

upload = st.file_uploader("A table")
if upload is not None:
    st.dataframe(pandas.read_csv(upload))  # good: the open file itself
    with open("/srv/tables/" + upload.name, "wb") as copy:  # bad: the visitor's name for it
        copy.write(upload.getvalue())
