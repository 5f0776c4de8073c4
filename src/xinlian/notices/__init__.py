"""What people are told: an outbox, channels, texts in both languages, an inbox."""
