// The words of the page in its language, and numbers and times put into them as on the server (web/templatetags/words).
const source = document.getElementById("words");
export const words = source ? JSON.parse(source.textContent) : {};

export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => (name in facts ? facts[name] : ""));

export function metres(m) {
  const round = Math.max(10, Math.round(m / 10) * 10);
  if (round < 1000) return `${round}\u00a0${words.m}`;
  const km = m / 1000;
  return `${km >= 99.95 ? km.toFixed(0) : km.toFixed(1).replace(/\.0$/, "")}\u00a0${words.km}`;
}

/** How long ago, in ms passed. */
export function passed(ms) {
  const minutes = Math.floor(ms / 60000);
  if (minutes < 2) return words.just_now;
  if (minutes < 60) return fill(words.minutes_ago, { n: minutes });
  return minutes < 1440 ? fill(words.hours_ago, { n: Math.floor(minutes / 60) }) : day(Math.floor(minutes / 1440));
}

export const day = (n) => (n <= 0 ? words.today : n === 1 ? words.yesterday : fill(words.days_ago, { n }));

export const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** The time of day where the station is, such as 22:00. */
export const clock = (ms, tz) => new Date(ms + tz * 60000).toISOString().slice(11, 16);
