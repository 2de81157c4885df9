"""Pages: each module has a `router`, and a `NAV` where the menu leads to it."""
