"""The application: pages, API, and what stands around them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from circulars.clock import now
from circulars.service.service import open_service
from circulars.web.faults import add_fault_handlers
from circulars.web.modules import modules_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Callable

    from circulars.service.settings import Settings

API = "/api/v1"


def create_app(settings: Settings, *, clock: Callable[[], dt.datetime] = now) -> FastAPI:
    """Return the service as an ASGI application; it opens its data folder when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_service(settings, clock=clock) as service:
            app.state.service = service
            yield

    app = FastAPI(
        title="circulars",
        version=version("circulars"),
        lifespan=lifespan,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
    )
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    for module in modules_of("pages"):
        app.include_router(module.router, include_in_schema=False)
    for module in modules_of("api"):
        app.include_router(module.router, prefix=API)
    add_fault_handlers(app)
    return app
