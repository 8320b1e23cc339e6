/** What shownStateOf needs of a tracking, as Prisma selects it. */
export const trackingStateSelection = {
  registration: true,
  status: true,
  registeredAt: true,
  lastEventTime: true,
  account: { select: { state: true } },
} as const;
