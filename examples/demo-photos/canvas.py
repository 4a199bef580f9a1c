"""The sheet that a picture is painted on: paths with soft edges over an array of pixels."""
import math
import numpy as np
import skia

from palette import Palette

ASPECTS = {"landscape": (3, 2), "portrait": (4, 5), "square": (1, 1), "panorama": (21, 9), "pano": (21, 9), "wide": (16, 9)}


def size_of(aspect):
    aspect = str(aspect).split()[0]
    if aspect in ASPECTS:
        a, b = ASPECTS[aspect]
    else:
        try:
            a, b = (float(v) for v in str(aspect).replace("/", ":").replace("x", ":").split(":"))
        except ValueError:
            a, b = 3, 2
    long = 2000 if a / b >= 2 else 1600
    w, h = (long, long * b / a) if a >= b else (long * a / b, long)
    return int(round(w / 2)) * 2, int(round(h / 2)) * 2


class Sheet:
    def __init__(self, time, season, aspect, seed, focus):
        self.W, self.H = size_of(aspect)
        self.rng = np.random.default_rng(seed)
        self.pal = Palette(time, season, self.rng)
        self.fx, self.fy = focus[0] * self.W, focus[1] * self.H
        self.lx = 1 if self.rng.random() < .5 else -1          # where the light comes from
        self.u = math.sqrt(self.W * self.H) / 1500             # a pixel of the usual sheet
        self.px = np.zeros((self.H, self.W, 4), np.uint8)
        self.px[..., 3] = 255
        self.surface = skia.Surface(self.px)
        self.cv = self.surface.getCanvas()

    # colours
    def c(self, col, d=0.0, k=.7):
        return self.pal.lit(col, d, k)

    def paint(self, col, a=1.0, blur=0, width=None, mode=None):
        col = np.clip(self.pal.get(col), 0, 1)
        p = skia.Paint(Color4f=skia.Color4f(float(col[0]), float(col[1]), float(col[2]), float(a)), AntiAlias=True)
        if blur:
            p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, float(blur)))
        if width is not None:
            p.setStyle(skia.Paint.kStroke_Style)
            p.setStrokeWidth(float(width))
            p.setStrokeCap(skia.Paint.kRound_Cap)
            p.setStrokeJoin(skia.Paint.kRound_Join)
        if mode:
            p.setBlendMode(mode)
        return p

    # shapes
    def path(self, pts, closed=True, smooth=False):
        p = skia.Path()
        pts = [(float(x), float(y)) for x, y in pts]
        if not smooth:
            p.addPoly([skia.Point(*q) for q in pts], closed)
            return p
        n = len(pts)
        p.moveTo(*pts[0])
        for i in range(n if closed else n - 1):
            a, b, c, d = (pts[(i + j) % n] if closed else pts[min(max(i + j, 0), n - 1)] for j in (-1, 0, 1, 2))
            p.cubicTo(b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6,
                      c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6, c[0], c[1])
        return p

    def poly(self, pts, col, a=1.0, blur=0, smooth=False):
        self.cv.drawPath(self.path(pts, True, smooth), self.paint(col, a, blur))

    def line(self, pts, w, col, a=1.0, smooth=False, blur=0):
        self.cv.drawPath(self.path(pts, False, smooth), self.paint(col, a, blur, max(w, .6)))

    def oval(self, x, y, rx, ry, col, a=1.0, blur=0):
        self.cv.drawOval(skia.Rect.MakeLTRB(float(x - rx), float(y - ry), float(x + rx), float(y + ry)), self.paint(col, a, blur))

    def rect(self, x0, y0, x1, y1, col, a=1.0, blur=0):
        self.cv.drawRect(skia.Rect.MakeLTRB(float(x0), float(y0), float(x1), float(y1)), self.paint(col, a, blur))

    def ovals(self, pts, col, a=1.0):
        """Many ovals (x, y, rx, ry) in one stroke of colour."""
        p = skia.Path()
        for x, y, rx, ry in pts:
            p.addOval(skia.Rect.MakeLTRB(float(x - rx), float(y - ry), float(x + rx), float(y + ry)))
        self.cv.drawPath(p, self.paint(col, a))

    def leaves(self, pts, col, a=1.0):
        """Many pointed leaves (x, y, length, width, angle) in one stroke of colour."""
        p = skia.Path()
        for x, y, l, w, t in pts:
            ct, st = math.cos(t) * l, math.sin(t) * l
            nx, ny = -math.sin(t) * w, math.cos(t) * w
            mx, my = x + ct * .45, y + st * .45
            p.moveTo(float(x), float(y))
            p.quadTo(float(mx + nx), float(my + ny), float(x + ct), float(y + st))
            p.quadTo(float(mx - nx), float(my - ny), float(x), float(y))
        self.cv.drawPath(p, self.paint(col, a))

    def hairs(self, segs, w, col, a=1.0):
        """Many straight strokes (x0, y0, x1, y1)."""
        p = skia.Path()
        for x0, y0, x1, y1 in segs:
            p.moveTo(float(x0), float(y0))
            p.lineTo(float(x1), float(y1))
        self.cv.drawPath(p, self.paint(col, a, 0, max(w, .6)))

    def glow(self, x, y, r, col, a=1.0):
        """Light added to what is there."""
        col = np.clip(self.pal.get(col), 0, 1)
        c = [skia.Color4f(*(float(v) for v in col), float(a * t)).toColor() for t in (1, .45, .16, .04, 0)]
        p = skia.Paint(AntiAlias=True, Dither=True, BlendMode=skia.BlendMode.kScreen)
        p.setShader(skia.GradientShader.MakeRadial(skia.Point(float(x), float(y)), float(r), c, [0, .15, .4, .7, 1]))
        self.cv.drawRect(skia.Rect.MakeLTRB(float(x - r), float(y - r), float(x + r), float(y + r)), p)

    def vgrad(self, pts, top, bottom, smooth=False, at=1.0, ab=1.0):
        """A shape whose colour runs from its top to its bottom."""
        ys = [q[1] for q in pts]
        cs = [skia.Color4f(*(float(v) for v in np.clip(self.pal.get(c), 0, 1)), a).toColor() for c, a in ((top, at), (bottom, ab))]
        p = skia.Paint(AntiAlias=True, Dither=True)
        p.setShader(skia.GradientShader.MakeLinear([skia.Point(0, float(min(ys))), skia.Point(0, float(max(ys)))], cs))
        self.cv.drawPath(self.path(pts, True, smooth), p)

    def shadow(self, x, y, rx, ry, a=.35):
        """The soft shade under a thing that stands on the ground."""
        self.oval(x, y, rx, ry, self.pal.shade * .35, a, blur=max(1, ry * .45))

    # pixels
    def put(self, rgb, mask=None, y0=0):
        """Lay an array of colours (h, W, 3) over the sheet from row y0 on."""
        self.surface.flushAndSubmit()
        h = min(rgb.shape[0], self.H - y0)
        v = np.clip(rgb[:h], 0, 1) * 255
        v += self.rng.random(v.shape, np.float32) - .5             # no bands in slow gradients
        dst = self.px[y0:y0 + h, :, :3]
        if mask is not None:
            m = mask[:h, :, None]
            v = dst + (v - dst) * m
        dst[:] = np.clip(v + .5, 0, 255).astype(np.uint8)

    def mask(self, pts, smooth=False, blur=0):
        """The coverage 0..1 of a shape, one value a pixel."""
        a = np.zeros((self.H, self.W, 4), np.uint8)
        f = skia.Surface(a)
        f.getCanvas().drawPath(self.path(pts, True, smooth), self.paint("white", 1, blur))
        f.flushAndSubmit()
        return a[..., 3].astype(np.float32) / 255

    def rgb(self):
        self.surface.flushAndSubmit()
        return self.px[..., :3].astype(np.float32) / 255

    def mirrored(self, y, draw, a=.4):
        """What `draw` paints, upside down below the waterline y and faint; then as it is."""
        layer = skia.Paint()
        layer.setAlphaf(a)
        state = self.rng.bit_generator.state
        self.cv.saveLayer(None, layer)
        self.cv.clipRect(skia.Rect.MakeLTRB(0, float(y), self.W, self.H))
        self.cv.translate(0, float(y) * 1.8)
        self.cv.scale(1, -.8)
        draw()
        self.cv.restore()
        self.rng.bit_generator.state = state
        draw()
