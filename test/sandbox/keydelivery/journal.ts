export type Endpoint = "create" | "realtime" | "detect" | "other";

/** What was asked and answered; `account` is the place in the list of accounts. Never a secret. */
export type JournalRequest = {
  at: number;
  endpoint: Endpoint;
  account: number | null;
  carrierId: string | null;
  number: string | null;
  /** That came with the call, as it came. */
  phone: string | null;
  /** The body code that was answered, or was to be before the line was cut; null for none. */
  code: number | null;
  fault: string | null;
};

export type JournalPush = {
  at: number;
  account: number;
  carrierId: string;
  number: string;
  attempt: number;
  bytes: number;
  /** null: no answer. */
  httpStatus: number | null;
  acknowledged: boolean;
};

type Key = { account: number; carrierId: string; number: string };

export function createJournal() {
  const requests: JournalRequest[] = [];
  const pushes: JournalPush[] = [];
  const acceptedBy = new Map<string, Key & { count: number }>();
  return {
    requests,
    pushes,
    noteAccepted(key: Key) {
      const { account, carrierId, number } = key;
      const id = JSON.stringify([account, carrierId, number]);
      const count = (acceptedBy.get(id)?.count ?? 0) + 1;
      acceptedBy.set(id, { account, carrierId, number, count });
    },
    /** Create calls that came in, whatever was answered. */
    createCalls: () =>
      requests.filter(({ endpoint }) => endpoint === "create").length,
    /** Creations per account, carrier and number: the 200s, heard or not. */
    accepted: () => [...acceptedBy.values()],
    needlessCreates: () => needlessCreates(requests),
    pushesSent: () => pushes.length,
    pushesAcknowledged: () =>
      pushes.filter(({ acknowledged }) => acknowledged).length,
  };
}

export type NeedlessCreate = Key & {
  at: number;
  /** When the call was answered that made this one needless. */
  answeredAt: number;
};

/**
 * Create calls for what an answer had told to be tracked: 200 or 60201, and nothing wrong on the way. Whoever dies
 * between the call and the commit may make one; nobody else.
 */
function needlessCreates(requests: JournalRequest[]): NeedlessCreate[] {
  const toldAt = new Map<string, number>();
  const needless: NeedlessCreate[] = [];
  for (const { endpoint, account, carrierId, number, ...call } of requests) {
    if (endpoint !== "create" || account === null) continue;
    if (carrierId === null || number === null) continue;
    const id = JSON.stringify([account, carrierId, number]);
    const answeredAt = toldAt.get(id);
    if (answeredAt !== undefined)
      needless.push({ account, carrierId, number, at: call.at, answeredAt });
    const isTold = call.code === 200 || call.code === 60201;
    if (isTold && call.fault === null) toldAt.set(id, call.at);
  }
  return needless;
}
