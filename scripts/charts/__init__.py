"""What the charts show, computed from the tables, and the charts as drawings."""
