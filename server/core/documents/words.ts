/** "1 record", "1,200 records". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

const minute = 60;
const hour = 3_600;
const day = 86_400;

/** A length of time as people say it, rounded up to what matters: "under a minute", "about 2 h 10 min". */
export function aboutSeconds(seconds: number): string {
  if (seconds < minute) return "under a minute";
  const minutes = Math.ceil(seconds / minute);
  if (minutes < 90) return `about ${minutes} min`;
  if (seconds <= 2 * day) {
    const rest = Math.round((seconds % hour) / minute / 10) * 10;
    const hours = Math.floor(seconds / hour) + (rest === 60 ? 1 : 0);
    return rest % 60 === 0 ? `about ${hours} h` : `about ${hours} h ${rest} min`;
  }
  return `about ${Math.ceil(seconds / day)} days`;
}

/** "7 October 2026, 14:05 UTC" of an ISO instant. */
export function toMoment(iso: string): string {
  const at = new Date(iso);
  const date = at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${date}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** "long_text" as "Long text". */
export function toWords(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
