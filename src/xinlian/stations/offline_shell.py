"""What a phone keeps of the station room from the first visit on; read by web.offline."""

from xinlian.stations import offline_words

PAGES = ["stations:ahead", "stations:saved"]
FILES = ["stations/geo.js", "stations/hours.js", "stations/pack.js", "stations/road.js", "stations/saved.js"]
LISTS = ["stations/saved_lists.html"]
WORDS = [offline_words.words]
