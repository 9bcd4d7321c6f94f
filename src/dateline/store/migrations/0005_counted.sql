-- Who adds claims adds their facets and counts too, for all claims of a page at once. What takes claims out is still
-- done by triggers.
DROP TRIGGER desk_claims_insert;
DROP TRIGGER desk_facets_insert;
DROP TRIGGER desk_entities_insert;
