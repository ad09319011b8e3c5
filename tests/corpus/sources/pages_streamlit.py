import sqlite3

import streamlit as st

db = sqlite3.connect("sales.db")
st.title("Sales")
name = st.text_input("Customer")
if name:
    st.table(db.execute(f"SELECT * FROM sale WHERE customer = '{name}'").fetchall())  # bad: a text field

year = st.sidebar.selectbox("Year", [2023, 2024])
st.table(db.execute(f"SELECT * FROM sale WHERE year = {year}").fetchall())  # good: one of the options

limit = st.slider("Rows", 1, 100)
st.table(db.execute(f"SELECT * FROM sale LIMIT {limit}").fetchall())  # good: a number

left, right = st.columns(2)
note = left.text_area("Note")
with right:
    if st.button("Save"):
        db.execute("INSERT INTO note VALUES ('" + note + "')")  # bad: a field in a column
        db.execute("INSERT INTO note VALUES (?)", (note,))  # good: bound


def report():
    tag = st.query_params.get("tag", "")
    return db.execute(f"SELECT * FROM sale WHERE tag = '{tag}'").fetchall()  # bad: the query string


if question := st.chat_input("Ask"):
    st.write(db.execute("SELECT answer FROM faq WHERE question = '%s'" % question).fetchall())  # bad: a question
report()
