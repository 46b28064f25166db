"""A release: flat tables, a database, a description for machines, an archive, and when not to make one."""
