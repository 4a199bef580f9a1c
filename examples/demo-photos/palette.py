"""Colours of a picture: what light falls at that time of day, what grows in that season.

A colour is three floats 0..1. Objects name their own (local) colour; `Palette.lit` turns it into
what the eye sees: tinted by the light or by the shade, and paled by the air in between.
"""
import numpy as np


def hexc(s):
    s = s.lstrip("#")
    return np.array([int(s[i:i + 2], 16) / 255 for i in (0, 2, 4)])


def mix(a, b, t):
    a, b, t = (np.asarray(v, np.float32 if np.ndim(v) > 1 else float) for v in (a, b, t))
    if max(a.ndim, b.ndim, t.ndim) > 1:                              # whole sheets: half the memory
        a, b, t = (v.astype(np.float32) for v in (a, b, t))
    return a + (b - a) * (t[..., None] if t.ndim else t)


# sky from the top down to the horizon, the haze, the light and the shade (multipliers),
# air: how much of the haze the farthest ridge takes; sun: height above the horizon (None: hidden)
TIMES = {
    "dawn": [
        dict(sky="7f9bb0 c3bfbd ecc7a4 f6dcb4", haze="e3c8b2", light=(1.14, 1.01, .87), shade=(.55, .58, .70), air=.84, sun=.10),
        dict(sky="6f86a4 b9a9b6 e5b3a2 f3d0b0", haze="d5bcb8", light=(1.13, .99, .89), shade=(.52, .54, .70), air=.82, sun=.07),
        dict(sky="7fa9b4 bdd3cc efe0b4 fbe8c0", haze="dcdcc4", light=(1.15, 1.05, .86), shade=(.53, .61, .68), air=.82, sun=.12),
        dict(sky="86a3ba b4c6cc d9d3c4 f2dcc0", haze="ccd0cc", light=(1.12, 1.02, .92), shade=(.53, .59, .70), air=.84, sun=.15),
        dict(sky="93acae cdcfc0 ecdcb4 f8e9c4", haze="e2dabf", light=(1.14, 1.04, .88), shade=(.56, .62, .68), air=.84, sun=.13),
    ],
    "day": [
        dict(sky="6c9db8 99bdca c4d6d2 e3e6d8", haze="bed2d2", light=(1.14, 1.09, .98), shade=(.58, .64, .74), air=.76, sun=None),
        dict(sky="7fa8b6 afc7c6 d6dccb ece6cf", haze="cfd8cc", light=(1.14, 1.08, .95), shade=(.60, .64, .70), air=.78, sun=None),
        dict(sky="5d90b4 8cb3c8 bad1d6 dfe4de", haze="b4cbd6", light=(1.13, 1.09, 1.01), shade=(.54, .62, .76), air=.74, sun=None),
        dict(sky="9db9bd bfcfca d9dccd e8e2cf", haze="d0d7cd", light=(1.10, 1.07, .99), shade=(.63, .66, .70), air=.80, sun=None),
    ],
    "dusk": [
        dict(sky="51607f 967f92 dd9a7c f3c48c", haze="c99a8a", light=(1.04, .84, .68), shade=(.42, .43, .60), air=.80, sun=.06),
        dict(sky="4d6d80 9fa28f e6b66c f8d994", haze="cdb48a", light=(1.10, .92, .66), shade=(.42, .46, .58), air=.80, sun=.09),
        dict(sky="3f6278 7f9a9c d3a986 efc79a", haze="b5a596", light=(1.06, .90, .72), shade=(.40, .46, .60), air=.80, sun=.06),
        dict(sky="5f7390 a894a0 dca78c efcf9f", haze="c8a79b", light=(1.03, .88, .74), shade=(.46, .48, .62), air=.80, sun=.09),
        dict(sky="3f5474 6f7a95 b98e91 e6b48e", haze="a98b92", light=(.98, .80, .70), shade=(.37, .41, .58), air=.80, sun=.03),
    ],
    "night": [
        dict(sky="16213b 22345a 35507a 567090", haze="3b5373", light=(.50, .60, .80), shade=(.20, .25, .40), air=.76, sun=.5),
        dict(sky="1b2038 2c3157 494a70 77698a", haze="4b4a6c", light=(.54, .56, .76), shade=(.22, .23, .38), air=.74, sun=.4),
        dict(sky="12262f 1d3d48 33606a 5b8386", haze="3a5e66", light=(.48, .63, .70), shade=(.18, .27, .34), air=.76, sun=.45),
    ],
    "rain": [
        dict(sky="6f7f88 8b999d a6b0ae bcc1b9", haze="a3aeac", light=(.86, .90, .90), shade=(.52, .57, .63), air=.88, sun=None),
        dict(sky="5e6d78 7d8b92 9eaaab b9bfb8", haze="98a5a6", light=(.82, .87, .88), shade=(.48, .54, .61), air=.88, sun=None),
    ],
    "mist": [
        dict(sky="a7b6b8 bfc9c5 d5d8cd e2dfd0", haze="d2d6cd", light=(1.04, 1.05, .99), shade=(.64, .68, .72), air=.94, sun=.16),
        dict(sky="a2adb8 c0c3c8 d8d2cf e6dccf", haze="d5d1cd", light=(1.05, 1.02, .99), shade=(.62, .64, .72), air=.94, sun=.14),
    ],
}
ALIAS = {"morning": "day", "noon": "day", "afternoon": "day", "midday": "day", "evening": "dusk",
         "sunset": "dusk", "sunrise": "dawn", "fog": "mist", "storm": "rain", "overcast": "mist"}

SEASONS = {
    "spring": dict(leaf="88a052", deep="567a45", rice="93b25c", grass="93a55c", flower="d97f86", earth="a9825c"),
    "summer": dict(leaf="6d9a4e", deep="3f6b45", rice="7aa750", grass="84a05a", flower="d9683f", earth="a8754f"),
    "autumn": dict(leaf="a1984a", deep="66763f", rice="d3ad4f", grass="b0a35c", flower="dca03c", earth="a67a52"),
    "winter": dict(leaf="7f8d62", deep="52694f", rice="a9a67c", grass="9a9a70", flower="c76f88", earth="94785f"),
    "dry": dict(leaf="a39a56", deep="6f7345", rice="c9ae68", grass="bda86c", flower="d07a3c", earth="b5825a"),
    "wet": dict(leaf="6b9a57", deep="3c6a4b", rice="7fae5e", grass="7c9f5f", flower="cf6f7a", earth="8f6a4e"),
}
SEASON_ALIAS = {"rainy": "wet", "monsoon": "wet", "harvest": "autumn", "flood": "wet", "tet": "spring"}

# local colours that any scene may use
BASE = {k: hexc(v) for k, v in dict(
    wall="e9dcc0", wall2="e3c98f", ochre="d8a956", plaster="dfd8c9", blue="7f9fb0", mint="a9c0a6", brick="b5694a",
    tile="a4543c", tile2="8a4a3a", tin="9aa5a8", tinred="a85b4b", tinblue="6f8ea4", thatch="9c8458", wood="86613f",
    darkwood="573e2d", bark="6e5a48", bamboo="a8a05a", straw="dcc38a", concrete="c4bfb2", asphalt="85858a",
    stone="9b978c", sand="d9c095", salt="efece4", water="6f97a0", river="7f9b8c", sea="5f93a4", skin="a9734f",
    hair="2d2624", white="f3efe6", black="2a2a2e", red="b8473c", gold="d9a83f", indigo="3b4a72", cloth="73604f",
    rose="cf7d80", teal="4f8a86", paper="f2ead6", metal="8d969a", gourd="caa24a", glass="a9c0c4", lamp="ffd08a",
    buffalo="5a5452", cow="b9824f", dark="3a3431").items()}


class Palette:
    def __init__(self, time, season, rng):
        self.time = time if time in TIMES else ALIAS.get(time, "day")
        season = season if season in SEASONS else SEASON_ALIAS.get(season, "summer")
        self.season = season
        v = TIMES[self.time][rng.integers(len(TIMES[self.time]))]
        warm = rng.normal(0, .012)
        tilt = np.array([warm, 0, -warm])
        self.sky = [np.clip(hexc(s) + tilt, 0, 1) for s in v["sky"].split()]
        self.haze = np.clip(hexc(v["haze"]) + tilt, 0, 1)
        self.light, self.shade = np.array(v["light"]), np.array(v["shade"])
        self.air, self.sun = v["air"], v["sun"]
        self.night = self.time == "night"
        self.wet = self.time == "rain"
        self.sunny = self.time in ("dawn", "day", "dusk")
        self.glowcol = {"dawn": hexc("ffe3b0"), "dusk": hexc("ffc98a")}.get(self.time, hexc("fff4dc"))
        self.base = dict(BASE)
        jit = rng.normal(0, .014, 3)
        for k, s in SEASONS[season].items():
            self.base[k] = np.clip(hexc(s) + jit, 0, 1)

    def get(self, c):
        if isinstance(c, str):
            return self.base[c] if c in self.base else hexc(c)
        return np.asarray(c)

    def lit(self, c, d=0.0, k=.7):
        """The colour `c` at distance d (0 near .. 1 far), k: 0 in shade .. 1 in full light."""
        c, k, d = self.get(c), np.asarray(k, float), np.asarray(d, float)
        if k.ndim > 1 or c.ndim > 1:
            tint = mix(self.shade, self.light, k).astype(np.float32)
            c = c.astype(np.float32)
        else:
            tint = self.shade + (self.light - self.shade) * k
        out = np.clip(c * tint, 0, 1)
        return mix(out, self.haze, d * self.air)
