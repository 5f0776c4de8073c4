"""What a phone keeps of the training base from the first visit on; read by web.offline."""

from xinlian.training import offline_words

PAGES = ["training:teach"]
FILES = ["training/teach.js", "training/teach.css"]
LISTS = ["training/kept_lists.html"]
WORDS = [offline_words.words]
