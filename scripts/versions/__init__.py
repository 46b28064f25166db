"""What holds between versions of a package: published ids, what changed, how one is fetched and looked into."""
