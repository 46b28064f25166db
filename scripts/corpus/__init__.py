"""A corpus: any number of documents → mentions and proposed facts in Parquet.

The files below the folders are cut into chunks; each chunk becomes one part of each of the three tables. A part
follows from its documents alone, whoever reads it and when. So chunks can be read in any order, by any number of
processes, and again after a run that was killed.
"""
