/** Attempts of a drain by how far they are; each of the promises resolves when one leaves the set. */
export type UnderWay = {
  /** How many began, whatever became of them. */
  begun: number;
  /** Those that are not over yet. */
  attempts: Set<Promise<void>>;
  /** Of them, those whose call was not answered yet. */
  calls: Set<Promise<void>>;
  /** Of these, those that are made ready and wait for their turn, but for: */
  ready: Set<Promise<void>>;
  /** Those that Shopify is asked for a phone for. */
  asking: Set<Promise<void>>;
};

/** How an attempt tells what it is at. */
export type Progress = {
  /** While Shopify is asked, which may take seconds, others are made ready. */
  whileAsking<T>(ask: () => Promise<T>): Promise<T>;
  /** The call goes. */
  sent(): void;
  /** The call is over, whatever it brought. */
  answered(): void;
  ended(): void;
};

export const nothingUnderWay = (): UnderWay => ({
  begun: 0,
  attempts: new Set(),
  calls: new Set(),
  ready: new Set(),
  asking: new Set(),
});

export function beginAttempt(underWay: UnderWay): Progress {
  underWay.begun += 1;
  let leaveReady = enter(underWay.ready);
  const leaveCalls = enter(underWay.calls);
  const leaveAttempts = enter(underWay.attempts);
  const sent = () => leaveReady();
  const answered = () => {
    sent();
    leaveCalls();
  };
  return {
    async whileAsking(ask) {
      const leaveAsking = enter(underWay.asking);
      leaveReady();
      try {
        return await ask();
      } finally {
        leaveReady = enter(underWay.ready);
        leaveAsking();
      }
    },
    sent,
    answered,
    // Not every attempt comes to its call.
    ended() {
      answered();
      leaveAttempts();
    },
  };
}

function enter(set: Set<Promise<void>>) {
  const { promise, resolve } = Promise.withResolvers<void>();
  set.add(promise);
  return () => {
    set.delete(promise);
    resolve();
  };
}
