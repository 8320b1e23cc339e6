const pattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?$/i;

/**
 * "YYYY-MM-DD HH:MM:SS" for a valid local time however it is punctuated, "" for anything else.
 * The zone of KeyDelivery's times is not known, so nothing is ever shifted.
 */
export function toSortTime(text: string): string {
  const match = pattern.exec(text.trim());
  if (!match) return "";
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return "";
  if (hour > 23 || minute > 59 || second > 59) return "";
  return `${pad(year, 4)}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : 28;
}

const pad = (value: number, length = 2) => String(value).padStart(length, "0");
