"""Makes a folder of known copies and known strangers, for `npm run eval`.

usage: python3 bench/make-eval.py SOURCES OUT COUNT [SEED]     needs OpenCV (Debian: python3-opencv, run with /usr/bin/python3)

OUT/oNNNN/ holds an original (orig.jpg) and what was made of it: two files belong together exactly when their folder is the
same. Names that begin with `x-` are further transforms than the 22 usual ones. OUT/KIND-NNNN/ holds one hard negative each,
which belongs to nothing: burst (frames of a moving subject), page (of text), meme (the same picture frame with other
content), slide (the same template with other words), flat, dark, gradient, logo, vehicle (drawn in one studio pose).
SOURCES is walked for JPEG and PNG; a split by the hash of an original's name is left to whoever reads the scores.
"""
import os
import random
import sys

import cv2
import numpy as np

src, out, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 7
rng = random.Random(seed)
noise_rng = np.random.default_rng(seed)


def jpg(path, im, q=92):
    cv2.imwrite(path, im, [cv2.IMWRITE_JPEG_QUALITY, q])


def resize(im, fx, fy, how=cv2.INTER_AREA):
    return cv2.resize(im, None, fx=fx, fy=fy, interpolation=how)


def caption(im, words="SAMPLE", at=(1 / 8, 1 / 2), opacity=0.6, ink=(255, 255, 255)):
    h, w = im.shape[:2]
    over = im.copy()
    place = (int(w * at[0]), int(h * at[1]))
    cv2.putText(over, words, place, cv2.FONT_HERSHEY_SIMPLEX, max(0.5, w / 300), ink, max(1, w // 150))
    return cv2.addWeighted(over, opacity, im, 1 - opacity, 0)


def gamma(im, g):
    return cv2.LUT(im, np.array([min(255, int((i / 255) ** g * 255 + 0.5)) for i in range(256)], np.uint8))


def noise(im, sigma=12):
    return np.clip(im + noise_rng.normal(0, sigma, im.shape), 0, 255).astype(np.uint8)


def crop(im, left, top, right, bottom):
    """Cuts off these shares of the width and height."""
    h, w = im.shape[:2]
    return im[int(h * top) : h - int(h * bottom), int(w * left) : w - int(w * right)]


def centred(im, f):
    return crop(im, f / 2, f / 2, f / 2, f / 2)


def off_centre(im, f):
    a, b = rng.random(), rng.random()
    return crop(im, f * a, f * b, f * (1 - a), f * (1 - b))


def rotate(im, degrees, mode=cv2.BORDER_REFLECT):
    h, w = im.shape[:2]
    return cv2.warpAffine(im, cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1), (w, h), borderMode=mode)


def straighten(im, degrees):
    """Rotated, then cut to the largest upright rectangle in the middle that has no corner missing."""
    h, w = im.shape[:2]
    turned = rotate(im, degrees)
    a = abs(np.deg2rad(degrees))
    s = min(w / (w * np.cos(a) + h * np.sin(a)), h / (h * np.cos(a) + w * np.sin(a)))
    return centred(turned, 1 - s)


def border(im, share=1 / 25, value=(0, 0, 0)):
    p = max(2, int(im.shape[1] * share))
    return cv2.copyMakeBorder(im, p, p, p, p, cv2.BORDER_CONSTANT, value=value)


def bars(im, top, side, value=(0, 0, 0)):
    h, w = im.shape[:2]
    y, x = int(h * top), int(w * side)
    return cv2.copyMakeBorder(im, y, y, x, x, cv2.BORDER_CONSTANT, value=value)


def sharpen(im):
    soft = cv2.GaussianBlur(im, (0, 0), max(1, im.shape[1] / 250))
    return cv2.addWeighted(im, 2.2, soft, -1.2, 0)


def vignette(im, strength=0.6):
    h, w = im.shape[:2]
    y, x = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j]
    return (im * (1 - strength * np.clip((x * x + y * y) / 2, 0, 1))[..., None]).astype(np.uint8)


def hue(im, degrees):
    hsv = cv2.cvtColor(im, cv2.COLOR_BGR2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + degrees // 2) % 180
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)


def saturate(im, by):
    hsv = cv2.cvtColor(im, cv2.COLOR_BGR2HSV).astype(float)
    hsv[..., 1] = np.clip(hsv[..., 1] * by, 0, 255)
    return cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2BGR)


def levels(im, gain, bias):
    return np.clip(im * float(gain) + bias, 0, 255).astype(np.uint8)


right, half, left = cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE
mirror = lambda im: cv2.flip(im, 1)
usual = {
    "resize50.jpg": lambda p, im: jpg(p, resize(im, 0.5, 0.5)),
    "resize200.jpg": lambda p, im: jpg(p, resize(im, 2, 2, cv2.INTER_CUBIC)),
    "q30.jpg": lambda p, im: jpg(p, im, 30),
    "q75.jpg": lambda p, im: jpg(p, im, 75),
    "q10.jpg": lambda p, im: jpg(p, im, 10),
    "png.png": lambda p, im: cv2.imwrite(p, im),
    "webp.webp": lambda p, im: cv2.imwrite(p, im, [cv2.IMWRITE_WEBP_QUALITY, 70]),
    "grey.jpg": lambda p, im: jpg(p, cv2.cvtColor(im, cv2.COLOR_BGR2GRAY)),
    "blur.jpg": lambda p, im: jpg(p, cv2.GaussianBlur(im, (0, 0), max(1, im.shape[1] / 200))),
    "noise.jpg": lambda p, im: jpg(p, noise(im)),
    "gamma07.jpg": lambda p, im: jpg(p, gamma(im, 0.7)),
    "gamma15.jpg": lambda p, im: jpg(p, gamma(im, 1.5)),
    "text.jpg": lambda p, im: jpg(p, caption(im)),
    "aspect.jpg": lambda p, im: jpg(p, cv2.resize(im, None, fx=0.9, fy=1)),
    "crop5.jpg": lambda p, im: jpg(p, centred(im, 0.05)),
    "crop10.jpg": lambda p, im: jpg(p, centred(im, 0.10)),
    "crop20.jpg": lambda p, im: jpg(p, centred(im, 0.20)),
    "border.jpg": lambda p, im: jpg(p, border(im)),
    "rot2.jpg": lambda p, im: jpg(p, rotate(im, 2)),
    "rot90.jpg": lambda p, im: jpg(p, cv2.rotate(im, right)),
    "rot180.jpg": lambda p, im: jpg(p, cv2.rotate(im, half)),
    "mirror.jpg": lambda p, im: jpg(p, mirror(im)),
}
further = {
    "rot270": lambda im: cv2.rotate(im, left),
    "transpose": lambda im: cv2.transpose(im),
    "transverse": lambda im: cv2.rotate(cv2.transpose(im), half),
    "mirror-rot90": lambda im: cv2.rotate(mirror(im), right),
    "flip": lambda im: cv2.flip(im, 0),
    "crop5-off": lambda im: off_centre(im, 0.05),
    "crop10-off": lambda im: off_centre(im, 0.10),
    "crop15-off": lambda im: off_centre(im, 0.15),
    "crop20-off": lambda im: off_centre(im, 0.20),
    "cut-top10": lambda im: crop(im, 0, 0.10, 0, 0),
    "cut-left15": lambda im: crop(im, 0.15, 0, 0, 0),
    "cut-bottom20": lambda im: crop(im, 0, 0, 0, 0.20),
    "cut-right20": lambda im: crop(im, 0, 0, 0.20, 0),
    "cut-wide15": lambda im: crop(im, 0, 0.075, 0, 0.075),
    "rot1": lambda im: rotate(im, 1),
    "rot-3": lambda im: rotate(im, -3),
    "rot3-cut": lambda im: straighten(im, 3),
    "rot2-black": lambda im: rotate(im, -2, cv2.BORDER_CONSTANT),
    "letterbox": lambda im: bars(im, 0.15, 0),
    "pillarbox-white": lambda im: bars(im, 0, 0.2, (255, 255, 255)),
    "border-white": lambda im: border(im, 1 / 15, (250, 250, 250)),
    "border-grey": lambda im: border(im, 1 / 10, (90, 110, 128)),
    "sharpen": sharpen,
    "vignette": vignette,
    "hue60": lambda im: hue(im, 60),
    "hue180": lambda im: hue(im, 180),
    "vivid": lambda im: saturate(im, 1.8),
    "bright": lambda im: levels(im, 1, 40),
    "contrast": lambda im: levels(im, 1.4, -50),
    "faded": lambda im: levels(im, 0.6, 60),
    "caption-low": lambda im: caption(im, "(c) holiday 2024", (0.05, 0.93), 0.9, (30, 30, 30)),
    "logo-corner": lambda im: cv2.circle(im.copy(), (int(im.shape[1] * 0.88), int(im.shape[0] * 0.86)), max(6, im.shape[1] // 14), (40, 40, 220), -1),
    "resize25": lambda im: resize(im, 0.25, 0.25),
    "aspect75": lambda im: resize(im, 1, 0.75),
    "+rot90-crop10": lambda im: cv2.rotate(centred(im, 0.10), right),
    "+mirror-grey": lambda im: cv2.cvtColor(mirror(im), cv2.COLOR_BGR2GRAY),
    "+mirror-crop10off": lambda im: mirror(off_centre(im, 0.10)),
    "+border-gamma": lambda im: border(gamma(im, 0.7)),
    "+crop10-caption": lambda im: caption(centred(im, 0.10)),
    "+caption-small": lambda im: resize(caption(im), 0.5, 0.5),
    "+rot2-bright": lambda im: rotate(levels(im, 1, 25), 2),
    "+letterbox-noise": lambda im: noise(bars(im, 0.12, 0), 6),
    "+aspect-crop5": lambda im: cv2.resize(centred(im, 0.05), None, fx=0.9, fy=1),
    "+rot180-border": lambda im: border(cv2.rotate(im, half)),
    "+blur-noise": lambda im: noise(cv2.GaussianBlur(im, (0, 0), max(1, im.shape[1] / 200)), 8),
    "+grey-vignette": lambda im: vignette(cv2.cvtColor(cv2.cvtColor(im, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)),
}
coarse = {"q5": 5, "q20": 20, "q50": 50}
coarse_pairs = {"+mirror-q10": (mirror, 10), "+crop5-q15": (lambda im: centred(im, 0.05), 15), "+small-q20": (lambda im: resize(im, 0.5, 0.5), 20)}


def photos():
    found = sorted(os.path.join(d, f) for d, _, names in os.walk(src) for f in names if f.lower().endswith((".jpg", ".jpeg", ".png")))
    rng.shuffle(found)
    seen = []
    for path in found:
        im = cv2.imread(path)
        if im is None or min(im.shape[:2]) < 100:
            continue
        if max(im.shape[:2]) > 1600:
            s = 1600 / max(im.shape[:2])
            im = resize(im, s, s)
        # A source that is there twice, even retouched, would make its copies look like mistakes.
        tiny = cv2.cvtColor(cv2.resize(im, (24, 24), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY).astype(np.float32)
        tiny = (tiny - tiny.mean()) / (tiny.std() + 1)
        if any(np.quantile(np.abs(turned - other), 0.8) < 0.25 for other in seen for turned in (tiny, tiny[:, ::-1])):
            continue
        seen.append(tiny)
        yield path, im


def negative(kind, n, im, q=90):
    folder = os.path.join(out, f"{kind}-{n:04d}")
    os.makedirs(folder, exist_ok=True)
    jpg(os.path.join(folder, "orig.jpg"), im, q)


def canvas(h=300, w=400, value=255):
    return np.full((h, w, 3), value, np.uint8)


words = "the of light a river stone under winter glass paper seven small house we went early north garden answer over".split()


def page(r):
    im = canvas(420, 300)
    for y in range(40, 390, 14):
        line = ""
        while len(line) < (44 if r.random() < 0.85 else r.randrange(5, 44)):
            line += r.choice(words) + " "
        cv2.putText(im, line[:44], (24, y), cv2.FONT_HERSHEY_SIMPLEX, 0.33, (20, 20, 20), 1)
    return im


def slide(r):
    im = canvas(300, 400, 245)
    cv2.rectangle(im, (0, 0), (400, 46), (120, 60, 20), -1)
    cv2.circle(im, (372, 23), 14, (240, 240, 240), -1)
    cv2.putText(im, " ".join(r.sample(words, 3)), (14, 31), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (255, 255, 255), 2)
    for y in range(90, 90 + 36 * r.randrange(3, 6), 36):
        cv2.circle(im, (26, y - 5), 4, (120, 60, 20), -1)
        cv2.putText(im, " ".join(r.choice(words) for _ in range(r.randrange(3, 7))), (42, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (30, 30, 30), 1)
    return im


def gradient(r):
    top, bottom = (np.array([r.randrange(256) for _ in range(3)], float) for _ in range(2))
    h, w = 300, 400
    angle = r.random() * np.pi
    y, x = np.mgrid[0:h, 0:w]
    t = x * np.cos(angle) + y * np.sin(angle)
    t = (t - t.min()) / np.ptp(t)
    return (top + (bottom - top) * t[..., None]).astype(np.uint8)


def logo(r):
    im = canvas()
    colour = tuple(r.randrange(200) for _ in range(3))
    c = (200 + r.randrange(-8, 9), 130 + r.randrange(-8, 9))
    shape, size = r.randrange(3), r.randrange(60, 90)
    if shape == 0:
        cv2.circle(im, c, size, colour, r.choice([-1, 12]))
    elif shape == 1:
        cv2.rectangle(im, (c[0] - size, c[1] - size), (c[0] + size, c[1] + size), colour, r.choice([-1, 12]))
    else:
        cv2.fillPoly(im, [np.array([(c[0], c[1] - size), (c[0] - size, c[1] + size), (c[0] + size, c[1] + size)])], colour)
    cv2.putText(im, r.choice(words).upper(), (130, 270), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (40, 40, 40), 3)
    return im


def vehicle(r):
    """A two-wheeled machine from the side, before white: the same pose with other parts each time."""
    im = canvas(260, 400)
    ink = tuple(r.randrange(180) for _ in range(3))
    dark = (r.randrange(60),) * 3
    y, a, b = 185 + r.randrange(-8, 9), 90 + r.randrange(-14, 15), 310 + r.randrange(-14, 15)
    for x in (a, b):
        size = r.randrange(46, 62)
        cv2.circle(im, (x, y), size, dark, r.randrange(8, 18))
        cv2.circle(im, (x, y), r.randrange(8, 20), (120, 120, 120), -1)
        for k in range(r.choice([0, 5, 6, 8])):
            t = k * 2 * np.pi / 6 + r.random()
            cv2.line(im, (x, y), (int(x + size * np.cos(t)), int(y + size * np.sin(t))), dark, 2)
    tank = np.array([(160, 110), (225, 95), (250, 120), (235, 145), (170, 140)]) + np.array([[r.randrange(-12, 13), r.randrange(-10, 11)] for _ in range(5)])
    cv2.fillPoly(im, [tank], ink)
    seat = np.array([(90, 105), (165, 118), (165, 138), (95, 130)]) + np.array([[r.randrange(-12, 13), r.randrange(-9, 10)] for _ in range(4)])
    cv2.fillPoly(im, [seat], dark)
    cv2.rectangle(im, (165 + r.randrange(-8, 9), 145), (245 + r.randrange(-8, 9), 200 + r.randrange(-10, 11)), (r.randrange(90, 200),) * 3, -1)
    cv2.line(im, (b, y), (250 + r.randrange(-10, 11), 75 + r.randrange(-8, 9)), dark, r.randrange(5, 11))
    if r.random() < 0.5:
        cv2.ellipse(im, (275, 90), (r.randrange(20, 40), r.randrange(15, 35)), r.randrange(-40, 40), 0, 360, ink, -1)
    if r.random() < 0.6:
        cv2.line(im, (170, 205), (80 + r.randrange(-20, 20), 205 + r.randrange(-8, 8)), (130, 130, 130), r.randrange(6, 14))
    return im


def burst(n, background, subject, r):
    """Three frames: the camera stands, a subject of a tenth to a fifth of the picture walks through."""
    h, w = background.shape[:2]
    sh, sw = int(h * r.uniform(0.45, 0.7)), int(w * r.uniform(0.22, 0.32))
    cut = cv2.resize(subject, (sw, sh))
    mask = np.zeros((sh, sw, 1), np.float32)
    cv2.ellipse(mask, (sw // 2, sh // 2), (sw // 2 - 2, sh // 2 - 2), 0, 0, 360, 1, -1)
    x, y, step = r.uniform(0.05, 0.3), r.uniform(0.2, 1), r.uniform(0.1, 0.18)
    for frame in range(3):
        im = rotate(background, r.uniform(-0.4, 0.4)).astype(np.float32)
        left, top = int((w - sw) * (x + frame * step)), int((h - sh) * y)
        part = im[top : top + sh, left : left + sw]
        part[:] = part * (1 - mask) + cut * mask
        negative("burst", n * 3 + frame, noise(im, 2), 88)


def negatives(sources, amount):
    r = random.Random(seed + 1)
    for n in range(amount):
        negative("page", n, page(r))
        negative("slide", n, slide(r))
        negative("gradient", n, gradient(r))
        negative("logo", n, logo(r))
        negative("flat", n, noise(canvas(300, 400, r.randrange(256)), r.choice([0, 1, 3])))
        negative("vehicle", n, vehicle(r))
        dark = levels(noise(sources[n], 10), 0.06, 0)
        negative("dark", n, dark if n % 2 else noise(canvas(300, 400, 4), 3))
        framed = cv2.resize(sources[n], (240, 170))
        meme = slide(random.Random(1))
        meme[70:240, 80:320] = framed
        negative("meme", n, meme)
    for n in range(amount // 3):
        burst(n, sources[2 * n], sources[2 * n + 1], r)


made, spare = 0, []
for path, im in photos():
    if made >= count:
        spare.append(im)
        if len(spare) >= 20 + count // 5:
            break
        continue
    folder = os.path.join(out, f"o{made:04d}")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "source.txt"), "w", encoding="utf8") as note:
        note.write(os.path.relpath(path, src))
    jpg(os.path.join(folder, "orig.jpg"), im)
    for name, make in usual.items():
        make(os.path.join(folder, name), im)
    for name, make in further.items():
        jpg(os.path.join(folder, f"x-{name}.jpg"), make(im), 90)
    for name, quality in coarse.items():
        jpg(os.path.join(folder, f"x-{name}.jpg"), im, quality)
    for name, (make, quality) in coarse_pairs.items():
        jpg(os.path.join(folder, f"x-{name}.jpg"), make(im), quality)
    made += 1
if spare:
    negatives(spare, min(len(spare), max(6, count // 5)))
print(made, "originals,", len(usual), "usual and", len(further) + len(coarse) + len(coarse_pairs), "further transforms")
