import enum

from pydantic import BaseModel, Field


class Level(str, enum.Enum):
    low = "low"
    high = "high"


class Tag(BaseModel):
    name: str
    weight: float = 1.0


class Task(BaseModel):
    title: str = "untitled"
    points: int = 0
    level: Level = Level.low
    code: str = Field(pattern=r"^[A-Z]{3}[0-9]+$")
    tag: Tag
