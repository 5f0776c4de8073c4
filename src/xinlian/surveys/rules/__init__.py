"""Pure decisions about questionnaires and answers."""
