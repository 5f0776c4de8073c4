"""Forms of enrolment: they read what was typed, actions decide."""
