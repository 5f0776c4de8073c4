"""What the code at a station's door proves. Pure."""

import hmac


def proven(door_key: str, proof: str) -> bool:
    """Whether somebody read the code at the door; compared without telling by time how much of it is right."""
    return bool(door_key) and hmac.compare_digest(door_key.encode(), proof.encode())
