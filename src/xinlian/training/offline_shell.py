"""What a phone keeps of the training base from the first visit on; read by web.offline."""

from xinlian.training import offline_words

PAGES = ["training:violation_new"]
FILES = ["training/violation.js", "training/training.css", "credentials/gatecamera.js"]
LISTS: list[str] = []
WORDS = [offline_words.words]
