"""All scenes by name: each module adds its own when it is read."""
import importlib

from registry import SCENES

for name in "coast craft far near walk fields hills indoor life market village water works yards".split():
    importlib.import_module("scenes_" + name)

__all__ = ["SCENES"]
