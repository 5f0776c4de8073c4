// Open or not, from seven days of intervals in minutes, on the clock of the place and not of the phone's settings.
const DAY = 1440;

/** {open, until, always, guess}: open is null when no hours are known, `until` is in ms, `guess` says the week is over. */
export function openness(week, pack, now) {
  if (!week) return { open: null };
  const local = Math.floor(now / 60000) + pack.tz_min;
  const day = Math.floor(local / DAY) - pack.first_day;
  const guess = day < 0 || day > 6;
  const minute = local % DAY;
  const spans = joined(week, ((day % 7) + 7) % 7);
  const at = (m) => (local - minute + m - pack.tz_min) * 60000;
  const inside = spans.find(([from, to]) => from <= minute && minute < to);
  if (inside) {
    const always = inside[1] - inside[0] >= 7 * DAY;
    return { open: true, until: always ? null : at(inside[1]), always, guess };
  }
  const next = spans.find(([from]) => from > minute);
  return { open: false, until: next ? at(next[0]) : null, always: false, guess };
}

/* The spans of seven days from `start` on, round the week, in minutes since its midnight; those that touch made one. */
function joined(week, start) {
  const spans = [];
  for (let i = 0; i < 7; i++) {
    for (const [from, to] of week[(start + i) % 7]) {
      const last = spans[spans.length - 1];
      if (last && last[1] === i * DAY + from) last[1] = i * DAY + to;
      else spans.push([i * DAY + from, i * DAY + to]);
    }
  }
  return spans;
}
