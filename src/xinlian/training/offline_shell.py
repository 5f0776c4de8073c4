"""What a phone keeps of the training base from the first visit on; read by web.offline."""

from xinlian.training import offline_words

PAGES = ["training:teach", "training:violation_new", "training:improvement_new"]
FILES = [
    "training/teach.js",
    "training/teach.css",
    "training/violation.js",
    "training/training.css",
    "credentials/gatecamera.js",
]
LISTS = ["training/kept_lists.html"]
WORDS = [offline_words.words]
