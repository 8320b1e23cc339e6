const windowMs = 14 * 24 * 3_600_000;

/** Sortable time from which events can be this parcel's: carriers give numbers out again. */
export function eventsCountFrom(shippedAt: Date): string {
  return new Date(shippedAt.getTime() - windowMs)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
}
