"""Square codes, drawn by the server."""

import re

import zxingcpp
from PIL import Image

PROLOGUE = re.compile(r"^.*?<svg[^>]*>", re.DOTALL)
QUIET = 4  # modules of white that the standard asks for around the code


def _made(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


def version(text: str) -> int:
    """The version of the standard that the code needs: its side is 17 + 4 versions modules."""
    side = zxingcpp.write_barcode_to_image(_made(text), scale=1, add_quiet_zones=False).shape[0]
    return (int(side) - 17) // 4


def svg(text: str) -> str:
    """The code as an inline drawing, black on white, as large as its box."""
    code = _made(text)
    drawing = zxingcpp.write_barcode_to_svg(code, scale=1, add_quiet_zones=False)
    side = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False).shape[0] + 2 * QUIET
    path = re.findall(r'<path d="[^"]*"', drawing)[0]
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    return f'{frame}<path fill="#fff" d="M0 0h{side}v{side}H0z"/>{path} transform="translate({QUIET} {QUIET})"/></svg>'


def image(text: str, side: int) -> Image.Image:
    """The code as a picture of at most `side` pixels, each module a whole number of pixels wide."""
    code = zxingcpp.write_barcode_to_image(_made(text), scale=1, add_quiet_zones=False)
    small = Image.fromarray(code).convert("L")
    times = max(1, side // (small.width + 2 * QUIET))
    framed = Image.new("L", (small.width + 2 * QUIET, small.height + 2 * QUIET), 255)
    framed.paste(small, (QUIET, QUIET))
    return framed.resize((framed.width * times, framed.height * times), Image.Resampling.NEAREST)
