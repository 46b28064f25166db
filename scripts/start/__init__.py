"""A new package of this shape: the files of `template/`, filled in and put in place all at once."""
