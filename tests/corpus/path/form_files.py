"""Files of a form that Starlette reads."""
import zipfile
from pathlib import Path

from starlette.responses import JSONResponse

KEPT = Path("/srv/kept")


async def look(request):
    form = await request.form()
    with zipfile.ZipFile(form["archive"].file) as archive:  # good: the open file
        return JSONResponse({"count": len(archive.namelist())})


async def keep(request):
    form = await request.form()
    (KEPT / form["archive"].filename).write_bytes(b"")  # bad: its name
    return JSONResponse({})
