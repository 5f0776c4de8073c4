// Open or not, from the minutes of seven days, on the clock of the place and not of the phone's settings.
const DAY = 1440;
const WEEK = 7 * DAY;

/** {open, until, always, guess}: open is null when no hours are known, `until` is in ms, `guess`: the week is over.
 *  `week` is [from, to, from, to, ...] in minutes from the midnight on which the pack's first day began. */
export function openness(week, pack, now) {
  if (!week) return { open: null };
  const passed = Math.floor(now / 60000) + pack.tz_min - pack.first_day * DAY;
  const guess = passed < 0 || passed >= WEEK;
  const minute = ((passed % WEEK) + WEEK) % WEEK;
  const spans = joined(week);
  const at = (m) => (Math.floor(now / 60000) - minute + m) * 60000;
  const inside = spans.find(([from, to]) => from <= minute && minute < to);
  if (inside) {
    const always = inside[1] - inside[0] >= WEEK;
    return { open: true, until: always ? null : at(inside[1]), always, guess };
  }
  const next = spans.find(([from]) => from > minute);
  return { open: false, until: next ? at(next[0]) : null, always: false, guess };
}

/** What is open on the day `now` lies in, as [from, to] in minutes of that day. */
export function today(week, pack, now) {
  const passed = Math.floor(now / 60000) + pack.tz_min - pack.first_day * DAY;
  const start = ((Math.floor(passed / DAY) % 7) + 7) % 7 * DAY;
  return joined(week).filter(([from, to]) => from < start + DAY && to > start)
    .map(([from, to]) => [Math.max(0, from - start), Math.min(DAY, to - start)]);
}

/* The spans of the week and, after it, the same again, those that touch made one. */
function joined(week) {
  const spans = [];
  for (const shift of [0, WEEK]) {
    for (let i = 0; i < week.length; i += 2) {
      const last = spans[spans.length - 1];
      if (last && last[1] === week[i] + shift) last[1] = week[i + 1] + shift;
      else spans.push([week[i] + shift, week[i + 1] + shift]);
    }
  }
  return spans;
}
