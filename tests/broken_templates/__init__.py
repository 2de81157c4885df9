"""Letter types with faults, made by a seeded generator, and the judge of what is told of them."""
