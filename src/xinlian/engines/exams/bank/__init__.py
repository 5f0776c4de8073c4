"""Banks of questions out of Excel, Moodle XML, QTI, GIFT and Aiken, and into them: every item that is not taken is named with why."""
