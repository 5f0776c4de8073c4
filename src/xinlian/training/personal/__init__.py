"""What the training base holds about somebody."""

from xinlian.training.personal import classes, clearing, intake, season, studios

HOLDINGS = [*intake.HOLDINGS, *classes.HOLDINGS, *clearing.HOLDINGS, *season.HOLDINGS, *studios.HOLDINGS]
