/** What a document notes of itself, from its start. Times in milliseconds. */
export type Vitals = {
  largestPaint: number;
  shifts: { at: number; value: number; what: string }[];
  /** The longest event of each interaction, by its id. */
  interactions: Record<string, { name: string; duration: number }>;
};

declare global {
  // Only an interface merges with the browser's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    vitals: Vitals;
  }
}

type ShiftEntry = PerformanceEntry & {
  value: number;
  sources: { node: Node | null }[];
};
type EventEntry = PerformanceEntry & {
  interactionId: number;
  target: Node | null;
};

/** Runs in the browser, in every document before its own scripts. */
export function watchVitals() {
  const vitals: Vitals = { largestPaint: 0, shifts: [], interactions: {} };
  window.vitals = vitals;
  const describe = (node: Node | null) =>
    node instanceof Element ? node.outerHTML.slice(0, 80) : "text";
  const watch = <Entry extends PerformanceEntry>(
    options: PerformanceObserverInit & { durationThreshold?: number },
    note: (entry: Entry) => void,
  ) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry as Entry);
    }).observe({ buffered: true, ...options });
  watch({ type: "largest-contentful-paint" }, (entry) => {
    vitals.largestPaint = entry.startTime;
  });
  // Chromium's own `hadRecentInput` is for the document that holds the frame, where the two share a process.
  const inputs: number[] = [];
  for (const type of ["pointerdown", "keydown"])
    addEventListener(type, ({ timeStamp }) => inputs.push(timeStamp), true);
  const followsInput = ({ startTime }: ShiftEntry) =>
    inputs.some((at) => at <= startTime && startTime - at < 500);
  watch<ShiftEntry>({ type: "layout-shift" }, (entry) => {
    if (followsInput(entry)) return;
    const what = entry.sources.map(({ node }) => describe(node));
    vitals.shifts.push({
      at: entry.startTime,
      value: entry.value,
      what: what.join(" | "),
    });
  });
  watch<EventEntry>({ type: "event", durationThreshold: 16 }, (entry) => {
    if (!entry.interactionId) return;
    const before = vitals.interactions[entry.interactionId]?.duration ?? 0;
    if (entry.duration > before)
      vitals.interactions[entry.interactionId] = {
        name: `${entry.name} on ${describe(entry.target)}`,
        duration: entry.duration,
      };
  });
}
