/** The month a quota is counted in, as its first day: "2026-11-01", in UTC. */
export const monthOf = (now: Date) => `${now.toISOString().slice(0, 7)}-01`;
