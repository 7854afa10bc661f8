export const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** What is wrong with a date, or undefined for 2026, 2026-03 and 2026-03-15. */
export function dateProblem(text: string): string | undefined {
  const match = DATE.exec(text);
  if (!match) return `\`${text}\` is no date`;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  if (month < 1 || month > 12) return `\`${text}\` has no month ${match[2]}`;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  if (day < 1 || day > days) return `\`${text}\` has no day ${match[3]}`;
  return undefined;
}

export const DATE_EXPECTED = "a date such as `2026-03-15`, `2026-03` or `2026`";
