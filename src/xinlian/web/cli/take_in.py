HELP = "take in an Excel or CSV table"


def add(parser):
    pass


def run(options):
    return 0
