"""What the training base holds about somebody."""

from xinlian.training.personal import classes, clearing, intake, season

HOLDINGS = [*intake.HOLDINGS, *classes.HOLDINGS, *clearing.HOLDINGS, *season.HOLDINGS]
