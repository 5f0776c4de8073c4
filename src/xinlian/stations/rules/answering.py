"""Decisions about thanks and complaints at the desk. Pure."""

from xinlian.rows.refusals import Decision
from xinlian.stations.rules.states import VOICE_NEXT


def may_turn(kind: str, state: str, to: str, text: str) -> Decision:
    """Whether a voice may go from `state` to `to`: an answer and a refusal need words."""
    return Decision.of(
        voice_step=to in VOICE_NEXT[kind].get(state, ()),
        voice_words=to == "shown" or bool(text),
    )
