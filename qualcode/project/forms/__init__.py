"""The study file's tables in SQL, as each form of the file brought them."""
