#!/usr/bin/python3
"""make-wallpapers.py PHOTOS OUT [COUNT] [SEED]: a set of wallpapers to measure with, the same for the same arguments.

Two thirds PNG, one third JPEG (quality 85-92, 4:2:0), 1280x720 to 6000x4000. Most are photos of the folder PHOTOS,
enlarged, laid beside and over each other, with fine noise so that they compress as photographs do; the others are
drawings and screenshots. Needs Debian's python3-opencv.
"""
import multiprocessing
import pathlib
import struct
import sys
import zlib

import cv2
import numpy as np

SIZES = [((1280, 720), 5), ((1366, 768), 4), ((1600, 900), 6), ((1920, 1080), 34), ((1920, 1200), 10), ((2560, 1440), 17),
         ((2560, 1600), 6), ((1080, 1920), 4), ((3000, 2000), 4), ((3840, 2160), 15), ((5120, 2880), 2), ((6000, 4000), 2)]
PNG_KINDS = [("rgb", 68), ("rgba", 12), ("palette", 8), ("grey", 6), ("screen", 16), ("drawing", 10)]


def pick(random, weighted):
    weights = np.array([weight for _, weight in weighted], float)
    return weighted[random.choice(len(weighted), p=weights / weights.sum())][0]


def enlarge(photo, width, height):
    """The photo, cropped to the shape and enlarged."""
    rows, columns = photo.shape[:2]
    scale = min(columns / width, rows / height)
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (columns - wide) // 2, (rows - high) // 2
    return cv2.resize(photo[top:top + high, left:left + wide], (width, height), interpolation=cv2.INTER_LANCZOS4)


def photograph(random, photos, width, height):
    """Two to twelve photos in a grid, two more laid over it, and noise as a sensor's: stronger in the light, nearly grey."""
    across = int(random.integers(2, 5))
    down = int(random.integers(1, 4))
    image = np.zeros((height, width, 3), np.uint8)
    for row in range(down):
        for column in range(across):
            x0, x1 = width * column // across, width * (column + 1) // across
            y0, y1 = height * row // down, height * (row + 1) // down
            image[y0:y1, x0:x1] = enlarge(read(random.choice(photos)), x1 - x0, y1 - y0)
    for _ in range(2):
        wide, high = int(width * random.uniform(0.2, 0.5)), int(height * random.uniform(0.2, 0.5))
        x, y = int(random.integers(0, width - wide)), int(random.integers(0, height - high))
        part = image[y:y + high, x:x + wide]
        part[:] = cv2.addWeighted(part, 0.4, enlarge(read(random.choice(photos)), wide, high), 0.6, 0)
    level = float(random.uniform(0.5, 1.5))
    # Row bands, so that 24 megapixels of floats are never held.
    for top in range(0, height, 256):
        band = image[top:top + 256]
        light = band.mean(axis=2, dtype=np.float32)
        noise = random.standard_normal(light.shape, np.float32) * (level * (0.5 + light / 255))
        colour = random.standard_normal(band.shape, np.float32) * (0.25 * level)
        band[:] = np.clip(np.rint(band + noise[..., None] + colour), 0, 255)
    return image


def screen(random, width, height):
    """Windows of flat colours and lines of text."""
    image = np.full((height, width, 3), [int(value) for value in random.integers(20, 90, 3)], np.uint8)
    for _ in range(6):
        x, y = int(random.integers(0, width * 2 // 3)), int(random.integers(0, height * 2 // 3))
        right, bottom = min(width, x + width // 2), min(height, y + height // 2)
        paper = [int(value) for value in random.integers(200, 256, 3)]
        cv2.rectangle(image, (x, y), (right, bottom), paper, -1)
        cv2.rectangle(image, (x, y), (right, y + 28), [int(value) for value in random.integers(60, 160, 3)], -1)
        for line in range(y + 52, bottom - 8, 22):
            text = "".join(chr(code) for code in random.integers(97, 123, max(1, (right - x) // 14)))
            cv2.putText(image[:, :right], text, (x + 12, line), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (40, 40, 40), 1, cv2.LINE_AA)
    return image


def drawing(random, width, height):
    """A sky of a smooth gradient and flat shapes before it."""
    down = np.linspace(0, 1, height)[:, None, None]
    image = np.rint(random.uniform(120, 255, 3) * (1 - down) + random.uniform(0, 160, 3) * down).astype(np.uint8)
    image = np.ascontiguousarray(np.broadcast_to(image, (height, width, 3)))
    for _ in range(40):
        centre = (int(random.integers(0, width)), int(random.integers(0, height)))
        colour = [int(value) for value in random.integers(0, 256, 3)]
        if random.random() < 0.5:
            cv2.circle(image, centre, int(random.integers(10, height // 5)), colour, -1, cv2.LINE_AA)
        else:
            corners = np.array(centre) + random.integers(-height // 4, height // 4, (3, 2))
            cv2.fillPoly(image, [corners.astype(np.int32)], colour, cv2.LINE_AA)
    return image


def write_palette(path, image, random, level):
    """256 colours, the nearest to each pixel; no filter, as PNG's specification advises for palettes."""
    sample = image.reshape(-1, 3)[random.integers(0, image.shape[0] * image.shape[1], 20000)].astype(np.float32)
    cv2.setRNGSeed(int(random.integers(0, 2**31)))
    stop = (cv2.TERM_CRITERIA_MAX_ITER, 8, 0)
    palette = cv2.kmeans(sample, 256, None, stop, 1, cv2.KMEANS_PP_CENTERS)[2]
    cube = np.stack(np.meshgrid(*[np.arange(4, 256, 8)] * 3, indexing="ij"), -1).reshape(-1, 3).astype(np.float32)
    nearest = np.concatenate([((part[:, None] - palette) ** 2).sum(2).argmin(1) for part in np.split(cube, 64)]).astype(np.uint8)
    five = (image >> 3).astype(np.uint16)
    indices = nearest[(five[..., 0] << 10) | (five[..., 1] << 5) | five[..., 2]]
    rows = np.zeros((image.shape[0], image.shape[1] + 1), np.uint8)
    rows[:, 1:] = indices
    header = struct.pack(">IIBBBBB", image.shape[1], image.shape[0], 8, 3, 0, 0, 0)
    colours = np.clip(np.rint(palette[:, ::-1]), 0, 255).astype(np.uint8).tobytes()
    chunks = [(b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(rows.tobytes(), level)), (b"IEND", b"")]
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for name, body in chunks:
            file.write(struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)))


def with_alpha(image, random):
    """Rounded shadows at the sides: mostly opaque, as real ones are."""
    height, width = image.shape[:2]
    alpha = np.full((height, width), 255, np.uint8)
    fade = int(random.integers(width // 40, width // 8))
    alpha[:, :fade] = np.linspace(0, 255, fade).astype(np.uint8)
    return np.dstack([image, alpha])


def read(path):
    return cv2.imread(str(path), cv2.IMREAD_COLOR)


def make(task):
    number, photos, out, seed = task
    random = np.random.default_rng([seed, number])
    width, height = pick(random, SIZES)
    if number % 3 == 2:
        cv2.imwrite(str(out / f"wallpaper-{number:04}.jpg"), photograph(random, photos, width, height),
                    [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(85, 93))])
        return
    kind = pick(random, PNG_KINDS)
    level = int(random.choice([6, 6, 6, 9]))
    path = out / f"wallpaper-{number:04}-{kind}.png"
    image = {"screen": lambda: screen(random, width, height), "drawing": lambda: drawing(random, width, height)}.get(
        kind, lambda: photograph(random, photos, width, height))()
    if kind == "palette":
        write_palette(path, image, random, level)
        return
    if kind == "rgba":
        image = with_alpha(image, random)
    if kind == "grey":
        image = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    # A level other than the default has libpng choose each row's filter.
    cv2.imwrite(str(path), image, [cv2.IMWRITE_PNG_COMPRESSION, level, cv2.IMWRITE_PNG_STRATEGY, 1])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 120
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    photos = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    if not photos:
        sys.exit(f"no photos in {folder}")
    out.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    with multiprocessing.Pool() as pool:
        pool.map(make, [(number, photos, out, seed) for number in range(count)], chunksize=1)


if __name__ == "__main__":
    main()
