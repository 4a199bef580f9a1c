"""Small life: people far off and from behind, animals, boats, lamps, cycles."""
import math

from palette import mix

CLOTHES = ["indigo", "cloth", "rose", "teal", "plaster", "brick", "mint", "ochre", "blue"]


def hat(s, x, y, r, d=0.0):
    """A conical hat, its tip at (x, y - r * .6)."""
    s.poly([(x - r, y + r * .18), (x, y - r * .62), (x + r, y + r * .18), (x, y + r * .30)], s.c("straw", d, .45), smooth=False)
    s.poly([(x, y - r * .62), (x + s.lx * r, y + r * .18), (x + s.lx * r * .1, y + r * .29)], s.c("straw", d, 1))


def person(s, x, y, h, d=0.0, pose="stand", top=None, legs="dark", hatted=True, face=None):
    """A figure seen from behind, foot at (x, y), h pixels tall."""
    rng = s.rng
    top = top or CLOTHES[rng.integers(len(CLOTHES))]
    face = face or (1 if rng.random() < .5 else -1)
    s.shadow(x - s.lx * h * .12, y, h * .26, h * .045, .4 * (1 - d))
    A, B, L = s.c(top, d, .3), s.c(top, d, .9), s.c(legs, d, .35)
    bend = pose == "bend"
    hip = y - h * .47
    sh = (x + face * h * .26, hip - h * .16) if bend else (x + (face * h * .03 if pose in ("walk", "carry") else 0), y - h * .82)
    step = h * (.10 if pose in ("walk", "carry") else .035)
    for k in (-1, 1):
        s.line([(x + k * h * .035, hip), (x + k * step * .7, y - h * .24), (x + k * step, y)], h * .075, L)
    dx, dy = sh[0] - x, sh[1] - hip
    l = math.hypot(dx, dy) or 1
    nx, ny = -dy / l, dx / l
    w0, w1 = h * .085, h * .10
    body = [(x - nx * w0, hip - ny * w0 + h * .04), (sh[0] - nx * w1, sh[1] - ny * w1), (sh[0] + dx / l * h * .03, sh[1] + dy / l * h * .03),
            (sh[0] + nx * w1, sh[1] + ny * w1), (x + nx * w0, hip + ny * w0 + h * .04)]
    s.poly(body, A)
    s.poly([(x, hip + h * .03), sh, (sh[0] + s.lx * w1, sh[1] + h * .02), (x + s.lx * w0, hip + h * .04)] if not bend else body[1:4], B, .8)
    if bend:
        s.line([sh, (sh[0] + face * h * .05, sh[1] + h * .30)], h * .05, A)
    elif pose == "pull":
        for k in (-1, 1):
            s.line([sh, (sh[0] + face * h * .18, sh[1] + h * .16), (sh[0] + face * h * .32, sh[1] + h * .06 * k + h * .1)], h * .05, A if k < 0 else B)
    else:
        for k in (-1, 1):
            s.line([(sh[0] + k * h * .095, sh[1] + h * .01), (x + k * h * .135, hip - h * .1), (x + k * h * .11 + face * h * .03, hip + h * .04)], h * .048, B if k == s.lx else A)
    hx, hy = (sh[0] + face * h * .07, sh[1] + h * .01) if bend else (sh[0], sh[1] - h * .10)
    s.oval(hx, hy, h * .058, h * .072, s.c("hair", d, .4))
    if hatted:
        hat(s, hx, hy - h * .03, h * .145, d)
    if pose == "carry":
        s.line([(x - h * .46, sh[1] + h * .05), (x, sh[1] - h * .02), (x + h * .46, sh[1] + h * .05)], h * .022, s.c("bamboo", d, .6), smooth=True)
        for k in (-1, 1):
            bx = x + k * h * .44
            s.hairs([(bx, sh[1] + h * .05, bx - h * .09, y - h * .24), (bx, sh[1] + h * .05, bx + h * .09, y - h * .24)], h * .012, s.c("bamboo", d, .4))
            s.oval(bx, y - h * .20, h * .13, h * .075, s.c("wood", d, .35))
            s.oval(bx, y - h * .25, h * .12, h * .05, s.c(rng.choice(["leaf", "gold", "rice"]), d, .8))


def people(s, cam, spots, d0=0.0, **kw):
    """Figures of 1.6 m at ground pixels (x, y, pose)."""
    for x, y, pose in sorted(spots, key=lambda q: q[1]):
        Z = cam.at(x, y)[1]
        person(s, x, y, cam.my(y) * s.rng.uniform(1.5, 1.68), max(d0, cam.depth(Z)), pose, **kw)


def cycle(s, x, y, h, d=0.0, rider=True, face=1):
    """A bicycle seen from the side, h: height of the rider."""
    r = h * .2
    C = s.c("dark", d, .4)
    s.shadow(x, y, h * .42, h * .04, .35 * (1 - d))
    for k in (-1, 1):
        s.cv.drawCircle(float(x + k * h * .29), float(y - r), float(r), s.paint(C, 1, 0, max(1, h * .022)))
    a, b, c = (x - face * h * .29, y - r), (x - face * h * .08, y - h * .46), (x + face * h * .2, y - h * .48)
    s.line([a, b, c, (x, y - r), b], h * .022, s.c("teal", d, .5))
    s.line([c, (x + face * h * .29, y - r)], h * .022, C)
    if rider:
        top = s.c(CLOTHES[s.rng.integers(len(CLOTHES))], d, .65)
        s.line([(b[0], b[1] - h * .02), (x + face * h * .1, y - h * .32), (x + face * .02 * h, y - h * .1)], h * .07, s.c("dark", d, .35))
        s.line([b, (x + face * h * .04, y - h * .78)], h * .15, top)
        s.line([(x + face * h * .04, y - h * .75), (c[0], c[1] - h * .04)], h * .045, top)
        s.oval(x + face * h * .06, y - h * .9, h * .06, h * .07, s.c("hair", d, .4))
        hat(s, x + face * h * .06, y - h * .93, h * .15, d)


def buffalo(s, x, y, h, d=0.0, col="buffalo", face=1, graze=True):
    """A buffalo (or a cow) from the side; h: height at the shoulder."""
    face *= .86
    D, M, Lt = s.c(col, d, .12), s.c(col, d, .45), s.c(col, d, .95)
    s.shadow(x, y, h * .95, h * .09, .4 * (1 - d))
    def P(pts, o=0.0):
        return [(x + face * (a + o) * h, y + b * h) for a, b in pts]
    fore = [(.34, -.5), (.56, -.52), (.52, -.26), (.53, -.05), (.56, 0), (.43, 0), (.43, -.25)]
    hind = [(-.80, -.66), (-.48, -.5), (-.56, -.32), (-.61, -.05), (-.57, 0), (-.70, 0), (-.69, -.05), (-.68, -.27), (-.76, -.42)]
    s.poly(P(fore, -.13), D)
    s.poly(P(hind, .13), D)
    s.poly(P(hind), M, smooth=False)
    s.poly(P(fore), M)
    body = [(-.80, -.80), (-.66, -.93), (-.3, -.92), (0, -.90), (.28, -.97), (.44, -1.0), (.6, -.9), (.66, -.66), (.54, -.46), (.2, -.35), (-.1, -.32), (-.45, -.38), (-.74, -.52)]
    s.poly(P(body), M, smooth=True)
    s.poly(P([(-.76, -.82), (-.64, -.91), (-.3, -.91), (0, -.89), (.28, -.96), (.44, -.99), (.56, -.9), (.3, -.80), (-.1, -.76), (-.5, -.80)]), Lt, .8, smooth=True)
    s.poly(P([(.52, -.46), (.2, -.36), (-.1, -.33), (-.45, -.39), (-.66, -.50), (-.3, -.5), (.2, -.47)]), D, .75, smooth=True)
    if graze:
        neck = [(.36, -.98), (.58, -.92), (.80, -.66), (.97, -.40), (.86, -.24), (.70, -.36), (.56, -.50)]
        head = [(.80, -.50), (.96, -.48), (1.06, -.30), (1.10, -.12), (1.05, -.05), (.95, -.07), (.86, -.20), (.77, -.34)]
        ear, horn = (.85, -.45), [(.92, -.46), (.88, -.60), (.76, -.64)]
    else:
        neck = [(.34, -.98), (.56, -1.08), (.78, -1.20), (.92, -1.08), (.82, -.84), (.62, -.52)]
        head = [(.72, -1.20), (.84, -1.27), (.98, -1.20), (1.20, -1.0), (1.23, -.90), (1.12, -.86), (.94, -.92), (.80, -1.0)]
        ear, horn = (.74, -1.20), [(.84, -1.25), (.74, -1.40), (.58, -1.38)]
    s.poly(P(neck), M, smooth=True)
    s.poly(P(head), mix(M, Lt, .25), smooth=True)
    s.poly(P(head[3:6] + [((head[3][0] + head[5][0]) / 2 - .06, (head[3][1] + head[5][1]) / 2 - .03)]), mix(M, D, .7), smooth=True)
    s.poly(P([ear, (ear[0] - .17, ear[1] + .03), (ear[0] - .04, ear[1] + .10)]), D)
    if col == "buffalo":
        s.line(P(horn), h * .045, s.c("stone", d, .7), smooth=True)
    s.line([(x - face * .78 * h, y - .8 * h), (x - face * .88 * h, y - .55 * h), (x - face * .84 * h, y - .35 * h)], h * .035, D, smooth=True)


def boat(s, x, y, l, d=0.0, col="wood", kind="sampan", face=1, rower=True, sail=None):
    """A boat whose waterline's middle is (x, y), l pixels long, with its image in the water."""
    r = s.rng
    col2 = r.choice(["teal", "brick", "blue", "wood"])
    colour = (r.uniform(0, 1) < .5, int(r.integers(len(CLOTHES))))

    def draw():
        h = l * (.12 if kind == "sampan" else .17)
        def P(*q):
            return [(x + face * a * l, y + b * h) for a, b in q]
        hull = P((-.5, -1.15), (-.42, -.2), (-.3, .12), (.3, .12), (.44, -.25), (.56, -1.5), (.35, -.95), (0, -.75), (-.32, -.85))
        if kind == "sampan":
            s.poly(hull, s.c(col, d, .2))
            s.poly(P((-.5, -1.15), (-.32, -.85), (0, -.75), (.35, -.95), (.56, -1.5), (.42, -.72), (0, -.48), (-.4, -.6)), s.c(col, d, .85))
            if rower:
                person(s, x - face * .3 * l, y - h * .55, l * .34, d, "stand", top=CLOTHES[colour[1]])
                s.line([(x - face * .27 * l, y - h * .5 - l * .2), (x - face * .42 * l, y + h * .4)], l * .009, s.c("wood", d, .5))
        else:
            s.poly(hull, s.c(col2, d, .22))
            s.poly(P((-.5, -1.15), (-.3, -.85), (0, -.75), (.35, -.95), (.56, -1.5), (.5, -.95), (.3, -.5), (0, -.4), (-.46, -.6)), s.c(col2, d, .85))
            s.poly(P((-.42, -.2), (-.3, .12), (.3, .12), (.44, -.25)), s.c("brick", d, .3))
            s.poly(P((-.38, -.9), (-.38, -2.3), (-.08, -2.3), (-.08, -.8)), s.c("plaster", d, .45))
            s.poly(P((-.42, -2.3), (-.4, -2.5), (-.06, -2.5), (-.04, -2.3)), s.c(col2, d, .7))
            s.poly(P((-.14, -1.9), (-.14, -1.4), (-.22, -1.4), (-.22, -1.9)), s.c("lamp", 0, 1) if s.pal.night else s.c("dark", d, .5))
            s.poly(P((-.26, -1.9), (-.26, -1.4), (-.34, -1.4), (-.34, -1.9)), s.c("lamp", 0, 1) if s.pal.night else s.c("dark", d, .5))
            s.hairs([(x + face * .12 * l, y - h * .7, x + face * .12 * l, y - h * 3.6), (x - face * .3 * l, y - h * 2.4, x - face * .3 * l, y - h * 3.3)], l * .008, s.c("darkwood", d, .5))
            s.hairs([(x + face * .12 * l, y - h * 3.5, x + face * .53 * l, y - h * 1.4), (x + face * .12 * l, y - h * 3.5, x - face * .3 * l, y - h * 2.5), (x + face * .12 * l, y - h * 1.6, x + face * .4 * l, y - h * 2.6)], l * .004, s.c("darkwood", d, .5), .8)
        if sail:
            s.poly(P((-.04, -1), (-.02, -5.6), (.12, -6), (.4, -1.6)), s.c(sail, d, .55))
            s.poly(P((-.02, -5.6), (.12, -6), (.4, -1.6), (.16, -1.4)), s.c(sail, d, .95))
            s.hairs([(x - face * .03 * l, y - h * .7, x - face * .02 * l, y - h * 5.8)], l * .012, s.c("wood", d, .4))
    s.oval(x, y + l * .012, l * .5, l * .02, s.pal.shade * .3, .4, blur=l * .012)
    s.mirrored(y + l * .01, draw, .38)
    for k in range(5):
        s.oval(x + r.normal(0, .4) * l, y + l * r.uniform(.02, .14), l * r.uniform(.06, .2), max(.7, l * .005), s.pal.sky[3], .3)


def lamp(s, x, y, h, d=0.0, on=None, arm=1):
    """A street lamp; when on, it lights the air and the ground."""
    on = s.pal.night or s.pal.time == "dusk" if on is None else on
    s.line([(x, y), (x, y - h * .94), (x + arm * h * .06, y - h), (x + arm * h * .2, y - h * 1.01)], max(1.2, h * .018), s.c("metal", d, .35))
    s.line([(x + arm * h * .14, y - h * 1.01), (x + arm * h * .27, y - h * .995)], max(1.5, h * .032), s.c("metal", d, .7))
    if on:
        lx, ly = x + arm * h * .21, y - h * .985
        s.glow(lx, ly, h * 1.0, "e8a24e", .55)
        s.glow(lx, ly, h * .22, "ffe2a8", .9)
        s.poly([(lx - h * .05, ly), (lx + h * .05, ly), (lx + h * .42, y), (lx - h * .42, y)], "ffcf80", .10, blur=h * .05)
        s.oval(lx, y, h * .5, h * .07, "ffc878", .24, blur=h * .05)


def lantern(s, x, y, r, col="red"):
    s.line([(x, y - r * 2), (x, y)], max(.8, r * .08), s.c("dark", 0, .4))
    s.oval(x, y, r, r * .9, s.c(col, 0, .6))
    s.oval(x, y, r * .6, r * .85, s.c(col, 0, .95))
    if s.pal.night:
        s.glow(x, y, r * 4, "e08a4a", .5)
        s.oval(x, y, r * .8, r * .75, "ffbe7a", .8)


def birds(s, x, y, n=7, r=10):
    for _ in range(n):
        a, b, q = x + s.rng.normal(0, 60) * s.u, y + s.rng.normal(0, 22) * s.u, r * s.u * s.rng.uniform(.6, 1.2)
        t = s.rng.uniform(-.3, .4)
        s.line([(a - q, b - q * (.3 + t)), (a - q * .3, b - q * .25), (a, b), (a + q * .35, b - q * .25), (a + q, b - q * (.35 - t * .3))], max(1, q * .14), s.c("white" if s.pal.sunny and s.rng.random() < .5 else "dark", .35, .8), smooth=True)
