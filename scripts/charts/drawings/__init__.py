"""The charts as drawings for papers and the README; alone in needing matplotlib (the extra `charts`)."""
