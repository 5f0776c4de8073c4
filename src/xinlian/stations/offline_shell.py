"""What a phone keeps of the station room from the first visit on; read by web.offline."""

PAGES = ["stations:ahead", "stations:saved"]
PARTS = ["stations/store.js", "stations/queue.js"]
FILES = [
    "stations/store.js",
    "stations/queue.js",
    "stations/net.js",
    "stations/geo.js",
    "stations/hours.js",
    "stations/pack.js",
    "stations/road.js",
    "stations/saved.js",
    "stations/words.js",
]
