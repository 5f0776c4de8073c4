"""An independent judge of a published file: naive searches over people and dates, nothing of the engine but the words.

It reads the JSON only. "Before" is the order in which people were asked: guarantees (unions from the leaves up, then
groups), turns, lifted ceilings; inside each by lot number.
"""

import json
from collections import Counter


def all_seated(wanted, room):
    """A plain matching, one person at a time, tried over every seat."""
    inside = {key: [] for key in room}

    def sit(k, tried):
        for key in wanted[k] - tried:
            tried.add(key)
            if len(inside[key]) < room[key]:
                inside[key].append(k)
                return True
            for place, other in enumerate(inside[key]):
                if sit(other, tried):
                    inside[key][place] = k
                    return True
        return False

    return all(sit(k, set()) for k in range(len(wanted)))


class Judge:
    def __init__(self, content):
        raw = json.loads(content)
        self.raw, self.terms = raw, raw["terms"]
        self.seats = {b["key"]: b["seats"] for b in self.terms["batches"]}
        self.entry = {e["id"]: e for e in raw["entries"]}
        self.result = {r["id"]: r for r in raw["results"]}
        self.party = {}
        for e in raw["entries"]:
            self.party.setdefault(e["party"] or f"alone {e['id']}", []).append(e["id"])
        self.unit = {i: ids for ids in self.party.values() for i in ids}
        self.seated = [i for i, r in self.result.items() if r["batch"] is not None]

    def dates(self, who, level):
        """The dates of a person or party at a level."""
        of = [self.entry[i] for i in self.unit[who]]
        wished = set.intersection(*(set(e["wished"]) for e in of))
        either = set.intersection(*(set(e["wished"] + e["possible"]) for e in of))
        return wished if level == "wished" else either - wished if level == "possible" else either

    def quotas(self, who):
        e = self.entry[who]
        return [q for q in self.terms["quotas"] if self.counts(q, e)]

    @staticmethod
    def counts(quota, e):
        return e["union"].startswith(quota["key"]) if quota["kind"] == "union" else str(e["group"]) == quota["key"]

    def place(self, who):
        """When somebody was asked: seated people by their door, others at their turn (held back: at that turn)."""
        r = self.result[who]
        if r["door"] == "guarantee":
            depth = len(r["facts"]["key"]) if r["facts"]["kind"] == "union" else 0
            return 0, -depth, r["lot"]
        return (2 if r["door"] == "lifted" else 1), 0, r["lot"]

    def fits(self, people, extra=()):
        """Whether these people can sit at their levels, parties where they are, `extra` = [(dates, count)] too."""
        room, single = dict(self.seats), [dates for dates, count in extra for _ in range(count)]
        for i in people:
            if len(self.unit[i]) > 1:
                room[self.result[i]["batch"]] -= 1
            else:
                single.append(self.dates(i, self.result[i]["level"]))
        return min(room.values(), default=0) >= 0 and all_seated(single, room)

    def could_sit(self, who, dates, before):
        """Whether a person or party could have had one of these dates with those before them kept at their level."""
        size = len(self.unit[who])
        ahead = [i for i in self.seated if self.place(i) < before and i not in self.unit[who]]
        return any(self.fits(ahead, [({key}, size)]) for key in dates)

    def judge(self):
        """Every claim of the file about rooms and reasons; AssertionError at the first that is false."""
        taken = Counter(self.result[i]["batch"] for i in self.seated)
        assert all(taken[key] <= seats for key, seats in self.seats.items())
        for ids in self.unit.values():
            assert len({(self.result[i]["batch"], self.result[i]["level"], self.result[i]["lot"]) for i in ids}) == 1
        for who in self.entry:
            self.judge_one(who)

    def judge_one(self, who):
        r = self.result[who]
        facts, level, before = r["facts"], r["level"], self.place(who)
        if level != "waiting":
            assert r["batch"] in self.dates(who, level)
            if "choices" in facts:
                assert facts["choices"] == len(self.dates(who, level))
            if len(self.unit[who]) == 1:
                assert self.entry[who][level][facts["choice"] - 1] == r["batch"]
        if level == "possible":
            wished = self.dates(who, "wished")
            assert not self.could_sit(who, wished, before)
            assert ("full" in facts or "too_large" in facts) == bool(wished)
            if "full" in facts:
                self.judge_set(who, facts["full"], wished, before)
            if "too_large" in facts:
                assert facts["too_large"] == len(self.unit[who]) > 1
        getattr(self, f"is_{r['code']}")(who, r, before)

    def judge_set(self, who, number, dates, before):
        """The set holds one's dates, is full of people who came before, and whoever may move may move only inside."""
        full = self.raw["sets"][number]
        inside = set(full["batches"])
        assert dates <= inside
        people = [i for i in self.seated if self.result[i]["batch"] in inside]
        assert len(people) == full["seats"] == sum(self.seats[key] for key in inside)
        for i in people:
            assert self.place(i) < before
            assert len(self.unit[i]) > 1 or self.dates(i, self.result[i]["level"]) <= inside
        doors = Counter(self.result[i]["door"] for i in people)
        assert (doors["guarantee"], doors["lifted"]) == (full["guaranteed"], full["lifted"])
        turns = [self.result[i]["lot"] for i in people if self.result[i]["door"] == "turn"]
        assert max(turns, default=0) == full["last_lot"]

    def is_in_turn(self, who, r, before):
        assert r["door"] == "turn"
        assert not self.over_ceiling(who, before)

    def is_by_guarantee(self, who, r, before):
        quota = self.quota_named(r["facts"])
        ahead = [i for i in self.seated if self.place(i) < before and self.counts(quota, self.entry[i])]
        assert len(ahead) < quota["guarantee"]
        assert all(self.counts(quota, self.entry[i]) for i in self.unit[who])

    def is_ceiling_lifted(self, who, r, before):
        assert self.quota_named(r["facts"]) in self.over_ceiling(who, (1, 0, r["lot"]))

    def is_full(self, who, r, before):
        dates = self.dates(who, "waiting")
        assert dates
        assert not self.could_sit(who, dates, before)
        self.judge_set(who, r["facts"]["full"], dates, before)

    def is_ceiling(self, who, r, before):
        assert self.quota_named(r["facts"]) in self.over_ceiling(who, before)
        assert not self.could_sit(
            who, self.dates(who, "waiting"), (9, 0, 0) if len(self.unit[who]) == 1 else (2, 0, r["lot"])
        )

    def is_party_too_large(self, who, r, before):
        assert r["facts"]["too_large"] == len(self.unit[who]) > 1
        assert not self.could_sit(who, self.dates(who, "waiting"), before)

    def is_no_date(self, who, r, before):
        assert not self.dates(who, "waiting")

    def over_ceiling(self, who, before):
        """Quotas in which no room was left for all of a unit at that time."""
        found = []
        for quota in self.terms["quotas"]:
            mine = sum(self.counts(quota, self.entry[i]) for i in self.unit[who])
            ahead = sum(
                self.counts(quota, self.entry[i]) for i in self.seated
                if self.place(i) < before and self.result[i]["door"] != "lifted" and i not in self.unit[who]
            )  # fmt: skip
            if mine and quota["ceiling"] is not None and ahead + mine > quota["ceiling"]:
                found.append(quota)
        return found

    def quota_named(self, facts):
        (quota,) = [q for q in self.terms["quotas"] if (q["kind"], q["key"]) == (facts["kind"], facts["key"])]
        assert (quota["guarantee"], quota["ceiling"]) == (facts["guarantee"], facts["ceiling"])
        return quota
