"""The linking room: families of copies, incidents, relations between claims, independence, and views over them."""
