"""What a phone keeps of the room of trips from the first visit on; read by web.offline."""

from xinlian.trips import offline_words

PAGES = ["trips:lead", "trips:kept"]
FILES = ["trips/lead.js", "trips/mine.js", "trips/trips.css"]
LISTS = ["trips/kept_lists.html"]
WORDS = [offline_words.words]
