"""What is done with notices. `tell` is part of the actions of rooms and leaves the journal line to them."""

from xinlian.notices.telling import To, tell, tell_many

__all__ = ["To", "tell", "tell_many"]
