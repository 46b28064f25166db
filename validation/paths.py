"""Paths that a package names: relative, below the package, and nothing else."""

from pathlib import Path, PurePosixPath


def plain(path: str) -> PurePosixPath | None:
    """The path as one below a package, or None where its letters alone lead elsewhere or mean different things."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        return None
    if any(character in "\\:\x7f" or character < " " for character in path):
        return None
    return pure


def inside(root: Path, path: str) -> Path | None:
    """The file at a relative path below `root`, or None where the path leads out of it, also by a link."""
    pure = plain(path)
    if pure is None:
        return None
    target = root / pure
    try:
        return target if target.resolve().is_relative_to(root.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, or no text that the file system takes
        return None
