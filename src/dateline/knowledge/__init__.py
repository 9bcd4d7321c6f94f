"""Knowledge as data: ontology, lexicons, actors, gazetteer; strict loaders (floor 1)."""
