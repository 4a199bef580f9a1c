# -*- coding: utf-8 -*-
"""The running prose that the synthetic entries borrow sentences from."""
import glob, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
DEMO = os.path.join(HERE, "..", "..", "content")


def texts(folder=None):
    """Returns the texts of `folder`'s .txt files; without a folder, those of the demo gallery's documents and pages, so
    that the corpus needs nothing outside the repository."""
    if folder is not None:
        paths = sorted(glob.glob(os.path.join(folder, "*.txt")))
        if not paths: raise SystemExit(f"no .txt files in {folder}")
        return [_read(path) for path in paths]
    paths = [p for kind in ("documents", "pages") for p in glob.glob(os.path.join(DEMO, kind, "**", "*.md"), recursive=True)]
    return [_prose(_read(path)) for path in sorted(paths)]


def _read(path):
    with open(path, encoding="utf-8") as file: return file.read()


def _prose(markdown):
    """Returns the prose of a page, without front matter, code, tables and Markdown marks."""
    body = re.sub(r"\A\ufeff?\+\+\+\n.*?\n\+\+\+\n", "", markdown.replace("\r\n", "\n"), flags=re.S)
    body = re.sub(r"^```.*?^```$", "", body, flags=re.S | re.M)
    lines = [line for line in body.split("\n") if not line.lstrip().startswith(("|", "<", "#", ">", "["))]
    prose = re.sub(r"^\s*(?:[-*+]|\d+\.)\s+", "", "\n".join(lines), flags=re.M)
    prose = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", prose)
    return prose.replace("`", "")
