"""Filters tables by formulas that users write. FastAPI and pandas."""
import code
import timeit

import numexpr as ne
import pandas as pd
from fastapi import Body, FastAPI, Header
from pydantic import BaseModel
from sympy import sympify
from sympy.parsing.sympy_parser import parse_expr

app = FastAPI()
frame = pd.read_csv("/srv/data.csv")


class Formula(BaseModel):
    text: str
    digits: int


@app.post("/query")
def query(formula: Formula):
    return len(frame.query(formula.text))  # bad: pandas evaluates it


@app.post("/query/local")
def query_local(formula: Formula):
    wanted = formula.text
    return len(frame.query("name == @wanted"))  # good: a variable of a constant formula


@app.post("/eval")
def evaluate(formula: str = Body(...)):
    return float(pd.eval(formula))  # bad: pandas.eval


@app.post("/numexpr")
def numeric(formula: str = Body(...)):
    return float(ne.evaluate(formula))  # bad: numexpr evaluates Python


@app.post("/sympy")
def symbolic(formula: Formula):
    return str(sympify(formula.text))  # bad: sympify uses eval


@app.post("/sympy2")
def symbolic_parse(formula: Formula):
    return str(parse_expr(formula.text).evalf(formula.digits))  # bad: so does parse_expr


@app.post("/digits")
def digits(formula: Formula):
    return str(parse_expr("pi").evalf(formula.digits))  # good: a constant expression


@app.get("/time")
def timing(x_code: str = Header()):
    return timeit.timeit(x_code, number=1)  # bad: a header is timed


@app.get("/time2")
def timing_constant(number: int = 10):
    return timeit.timeit("1 + 1", number=number)  # good: a constant statement


@app.get("/console")
def console(line: str):
    shell = code.InteractiveConsole()
    return shell.push(line)  # bad: a console in the server


@app.get("/parse")
def parse(text: str):
    return int(text, 16)  # good: a number is parsed
