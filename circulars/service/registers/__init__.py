"""The register of each office, as pages and API use it."""
