"""Twenty-eight ways in which a square code suffers between paper and camera, each the same every time."""

import io
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

Distort = Callable[[Image.Image, np.random.Generator], Image.Image]
GREY = 205


def _array(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image, dtype=np.float64)


def _image(values: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def blur(radius: float) -> Distort:
    """Out of focus."""
    return lambda image, rng: image.filter(ImageFilter.GaussianBlur(radius))


def motion(length: int, *, upright: bool = False) -> Distort:
    """A hand that moves."""

    def shake(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        values, axis = _array(image), 0 if upright else 1
        return _image(sum((np.roll(values, step, axis) for step in range(length)), np.zeros_like(values)) / length)

    return shake


def noise(sigma: float) -> Distort:
    """A cheap sensor in the dark."""
    return lambda image, rng: _image(_array(image) + rng.normal(0, sigma, (image.height, image.width)))


def pepper(share: float) -> Distort:
    """Dust, or print that failed."""

    def strew(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        values, hit = _array(image).copy(), rng.random((image.height, image.width))
        values[hit < share / 2], values[hit > 1 - share / 2] = 0, 255
        return _image(values)

    return strew


def contrast(factor: float) -> Distort:
    """Faded print."""
    return lambda image, rng: ImageEnhance.Contrast(image).enhance(factor)


def light(factor: float) -> Distort:
    """Too dark, or too bright."""
    return lambda image, rng: _image(_array(image) * factor)


def turned(degrees: float) -> Distort:
    """Held askew."""
    return lambda image, rng: image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY)


def leaning(share: float) -> Distort:
    """Seen from the side."""

    def lean(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        w, h, d = image.width, image.height, share * image.width
        far = (-d, -d / 2, 0, h, w, h, w + d, -d / 2)
        return image.transform(image.size, Image.Transform.QUAD, far, Image.Resampling.BICUBIC, fillcolor=GREY)

    return lean


def jpeg(quality: int) -> Distort:
    """Sent through a messenger."""

    def send(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        return Image.open(io.BytesIO(out.getvalue())).convert("L")

    return send


def smaller(factor: float) -> Distort:
    """From further away."""
    return lambda image, rng: image.resize(
        (int(image.width * factor), int(image.height * factor)), Image.Resampling.BILINEAR
    )


def glare(radius: float) -> Distort:
    """A lamp on the foil."""

    def shine(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        y, x = np.mgrid[: image.height, : image.width]
        cx, cy = image.width * rng.uniform(0.35, 0.65), image.height * rng.uniform(0.35, 0.65)
        near = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * (radius * image.width) ** 2))
        return _image(_array(image) + 260 * near)

    return shine


def shadow(depth: float) -> Distort:
    """Half in the sun."""

    def shade(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        x = np.linspace(0, 1, image.width)
        return _image(_array(image) * (1 - depth / (1 + np.exp(-30 * (x - rng.uniform(0.3, 0.7)))))[None, :])

    return shade


def scratched(lines: int) -> Distort:
    """Keys in the same pocket."""

    def scratch(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        made = image.copy()
        pen = ImageDraw.Draw(made)
        for _ in range(lines):
            ends = rng.uniform(0, image.width, 4)
            pen.line([tuple(ends[:2]), tuple(ends[2:])], fill=GREY, width=2)
        return made

    return scratch


def dirty(spots: int) -> Distort:
    """Mortar."""

    def spatter(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        made = image.copy()
        pen = ImageDraw.Draw(made)
        for _ in range(spots):
            x, y, r = rng.uniform(0, image.width), rng.uniform(0, image.height), rng.uniform(3, 8)
            pen.ellipse((x - r, y - r, x + r, y + r), fill=110)
        return made

    return spatter


def bent(depth: float) -> Distort:
    """Round a helmet."""

    def bend(image: Image.Image, rng: np.random.Generator) -> Image.Image:
        values, x = _array(image), np.arange(image.width)
        middle = image.width / 2
        source = middle + np.arcsin(np.clip((x - middle) / middle * depth, -1, 1)) / np.arcsin(depth) * middle
        return _image(values[:, np.clip(source.astype(int), 0, image.width - 1)])

    return bend


GRID: dict[str, Distort] = {
    "blur 1": blur(1),
    "blur 2": blur(2),
    "blur 3": blur(3),
    "motion 5": motion(5),
    "motion 9": motion(9),
    "motion 7 upright": motion(7, upright=True),
    "noise 25": noise(25),
    "noise 50": noise(50),
    "noise 80": noise(80),
    "pepper 2%": pepper(0.02),
    "pepper 6%": pepper(0.06),
    "contrast 0.4": contrast(0.4),
    "contrast 0.15": contrast(0.15),
    "dark 0.25": light(0.25),
    "bright 1.8": light(1.8),
    "turned 8°": turned(8),
    "turned 33°": turned(33),
    "leaning 10%": leaning(0.10),
    "leaning 25%": leaning(0.25),
    "jpeg 20": jpeg(20),
    "jpeg 6": jpeg(6),
    "half as large": smaller(0.5),
    "a third as large": smaller(0.36),
    "glare": glare(0.10),
    "shadow": shadow(0.7),
    "scratched": scratched(8),
    "dirty": dirty(12),
    "bent": bent(0.75),
}
