"""Addresses that open a place in a map application; https also works inside WeChat, other schemes do not."""

from urllib.parse import quote, urlencode

SOURCE = "webapp.xinlian"  # Baidu refuses links that do not say who made them


def amap(lat: float, lon: float, name: str) -> str:
    """Amap, longitude first; it converts from WGS-84 itself."""
    query = {"position": f"{lon:.6f},{lat:.6f}", "name": name, "coordinate": "wgs84", "callnative": "1"}
    return "https://uri.amap.com/marker?" + urlencode(query, safe=",", quote_via=quote)


def baidu(lat: float, lon: float, name: str) -> str:
    """Baidu, latitude first; it converts from WGS-84 itself."""
    query = {
        "location": f"{lat:.6f},{lon:.6f}",
        "title": name,
        "content": name,
        "coord_type": "wgs84",
        "output": "html",
        "src": SOURCE,
    }
    return "https://api.map.baidu.com/marker?" + urlencode(query, safe=",", quote_via=quote)


def geo(lat: float, lon: float) -> str:
    """The geo: scheme of RFC 5870, for applications on the phone."""
    return f"geo:{lat:.6f},{lon:.6f}"
