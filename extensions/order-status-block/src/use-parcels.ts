import { useEffect, useState } from "preact/hooks";
import { readTrackingNumbers } from "./customer-api.ts";
import { askForParcels, type Parcel } from "./order-api.ts";
import { stepOf } from "./step-of.ts";

type Shown =
  | { kind: "loading" }
  | { kind: "failed" }
  | { kind: "parcels"; parcels: Parcel[] };

const lookAgainMs = 60_000;

/** The order's parcels, looked at again while one is on its way. */
export function useParcels(orderId: string | undefined) {
  const [shown, setShown] = useState<Shown>({ kind: "loading" });

  const load = async () => {
    if (!orderId) return;
    try {
      const numbers = await readTrackingNumbers(orderId);
      const parcels =
        numbers.length > 0 ? await askForParcels(orderId, numbers) : [];
      setShown({ kind: "parcels", parcels });
    } catch {
      // What is shown already stays.
      setShown((now) => (now.kind === "parcels" ? now : { kind: "failed" }));
    }
  };

  const moves =
    shown.kind === "parcels" &&
    shown.parcels.some(({ status }) => (stepOf(status) ?? 4) < 4);
  useEffect(() => void load(), [orderId]);
  useEffect(() => {
    if (!moves) return undefined;
    const timer = setInterval(() => void load(), lookAgainMs);
    return () => clearInterval(timer);
  }, [moves, orderId]);

  return {
    shown,
    tryAgain() {
      setShown({ kind: "loading" });
      void load();
    },
  };
}
