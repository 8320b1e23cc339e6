import { useEffect, useState } from "preact/hooks";
import { askForParcels, type Change, type Parcel } from "./order-api.ts";

type Shown =
  | { kind: "loading" }
  | { kind: "failed" }
  | { kind: "parcels"; parcels: Parcel[] };

const lookAgainMs = 15_000;

/** The order's parcels, looked at again while one moves, and what was just asked for. */
export function useParcels(orderId: string) {
  const [shown, setShown] = useState<Shown>({ kind: "loading" });
  const [changing, setChanging] = useState<string | null>(null);
  const [changeFailed, setChangeFailed] = useState(false);

  const load = () =>
    askForParcels(orderId).then(
      (parcels) => setShown({ kind: "parcels", parcels }),
      // What is shown already stays.
      () =>
        setShown((now) => (now.kind === "parcels" ? now : { kind: "failed" })),
    );
  const change = async (asked: Change) => {
    setChanging(asked.shipmentId);
    setChangeFailed(false);
    try {
      const parcels = await askForParcels(orderId, asked);
      setShown({ kind: "parcels", parcels });
    } catch {
      setChangeFailed(true);
    } finally {
      setChanging(null);
    }
  };

  // Empty, too: a parcel appears a moment after the order is fulfilled.
  const moves =
    shown.kind === "parcels" &&
    (shown.parcels.length === 0 ||
      shown.parcels.some(({ isMoving }) => isMoving));
  useEffect(() => void load(), [orderId]);
  useEffect(() => {
    if (!moves) return undefined;
    const timer = setInterval(() => void load(), lookAgainMs);
    return () => clearInterval(timer);
  }, [moves, orderId]);

  return {
    shown,
    changing,
    changeFailed,
    change: (asked: Change) => void change(asked),
    tryAgain() {
      setShown({ kind: "loading" });
      void load();
    },
  };
}
