"""The application: pages, API, and what stands around them."""

from __future__ import annotations

from contextlib import asynccontextmanager, nullcontext
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from circulars.clock import now
from circulars.service.service import open_service
from circulars.web.faults import add_fault_handlers
from circulars.web.logs import Watched
from circulars.web.metrics import Metrics
from circulars.web.modules import modules_of
from circulars.web.openapi import add_description
from circulars.web.security import add_security

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Callable

    from circulars.service.service import Service
    from circulars.service.settings import Settings

API = "/api/v1"
_THREADS = 100  # that answer requests


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], dt.datetime] = now,
    service: Service | None = None,
) -> FastAPI:
    """Return the service as an ASGI application.

    It opens its data folder when it starts, unless it is given an open `service`.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with nullcontext(service) if service else open_service(settings, clock=clock) as opened:
            app.state.service = opened
            # Some wait for letters; pages are not to wait for them.
            anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
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
    add_security(app, settings)
    app.state.metrics = Metrics()
    app.add_middleware(Watched, metrics=app.state.metrics)  # the last one added stands outermost
    add_description(app, accounts=settings.accounts)
    return app
