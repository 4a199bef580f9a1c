"""Where the scenes put their names, and what they all begin with."""
import numpy as np

from space import Camera

SCENES = {}


def scene(name):
    def add(f):
        SCENES[name] = f
        return f
    return add


def stage(s, lift=.08, ch=3.0, f=1.0, lo=.3, hi=.6, vx=.5):
    """A camera whose horizon lies a little above the focal point; the list may change its lens and its height."""
    return Camera(s, float(np.clip(s.fy / s.H - lift, lo, hi)), ch * s.eye, f * s.lens, vx)
