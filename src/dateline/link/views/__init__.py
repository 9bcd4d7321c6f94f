"""Named views: tables and choices computed from claims, never stored over them."""
