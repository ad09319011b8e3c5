from flask import Blueprint, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine, func, literal_column, or_, select, text
from sqlalchemy.orm import Session, sessionmaker

db = SQLAlchemy()
bp = Blueprint("blog", __name__, url_prefix="/blog")
engine = create_engine("sqlite:///blog.db")
SessionLocal = sessionmaker(bind=engine)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    author = db.Column(db.String)


@bp.route("/find")
def find():
    q = request.args.get("q", "")
    rows = db.session.execute(text(f"SELECT * FROM post WHERE title LIKE '%{q}%'"))  # bad: text() with a value in it
    return jsonify([dict(r) for r in rows])


@bp.route("/find2")
def find_bound():
    q = request.args.get("q", "")
    rows = db.session.execute(text("SELECT * FROM post WHERE title LIKE :q"), {"q": f"%{q}%"})  # good: a named parameter
    return jsonify([dict(r) for r in rows])


@bp.route("/find3")
def find_bindparams():
    stmt = text("SELECT * FROM post WHERE author = :who").bindparams(who=request.args["who"])
    return jsonify([dict(r) for r in db.session.execute(stmt)])  # good: bindparams


@bp.route("/orm")
def orm():
    q = request.args.get("q", "")
    stmt = select(Post).where(or_(Post.title.ilike(f"%{q}%"), Post.author == q)).order_by(Post.id)
    with Session(engine) as session:
        posts = session.execute(stmt).scalars().all()  # good: expressions bind their values
    return jsonify([p.title for p in posts])


@bp.route("/query")
def query():
    who = request.args["who"]
    posts = db.session.query(Post).filter(Post.author == who, func.lower(Post.title).contains(who)).all()  # good: an ORM filter
    return jsonify([p.title for p in posts])


@bp.route("/query2")
def query_text():
    who = request.args["who"]
    posts = db.session.query(Post).filter(text("author = '" + who + "'")).all()  # bad: a text in a filter
    return jsonify([p.title for p in posts])


@bp.route("/ordered")
def ordered():
    col = request.args.get("col", "id")
    posts = db.session.query(Post).order_by(literal_column(col)).all()  # bad: a literal column
    return jsonify([p.title for p in posts])


@bp.route("/ordered2")
def ordered_attr():
    col = request.args.get("col", "id")
    column = getattr(Post, col, Post.id)
    posts = db.session.query(Post).order_by(column).all()  # good: an attribute of the class
    return jsonify([p.title for p in posts])


@bp.route("/engine/<name>")
def raw_engine(name):
    with engine.connect() as connection:
        result = connection.exec_driver_sql("SELECT * FROM post WHERE author = '{}'".format(name))  # bad: the driver's own text
        return jsonify(result.rowcount)


@bp.route("/engine2/<name>")
def raw_engine_bound(name):
    with engine.begin() as connection:
        result = connection.exec_driver_sql("SELECT * FROM post WHERE author = ?", (name,))  # good: bound for the driver
        return jsonify(result.rowcount)


@bp.route("/local/<name>")
def local(name):
    session = SessionLocal()
    statement = "UPDATE post SET author = '" + name + "' WHERE author IS NULL"
    session.execute(text(statement))  # bad: a session of a factory
    session.commit()
    return ""


@bp.route("/local2/<name>")
def local_param(name):
    session = SessionLocal()
    statement = "UPDATE post SET author = :name WHERE author IS NULL"
    session.execute(text(statement), {"name": name})  # good: the same with a parameter
    session.commit()
    return ""


@bp.route("/by-id")
def by_id():
    post = Post.query.filter_by(id=request.args["id"]).first_or_404()
    rows = db.session.execute(text(f"SELECT count(*) FROM comment WHERE post_id = {post.id}"))  # good: an id of the database
    return jsonify(rows.scalar())
