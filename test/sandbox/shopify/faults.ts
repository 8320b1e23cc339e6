/**
 * `cut` closes the socket with nothing done, `cut_after` with everything done; `unauthorized` refuses a good token;
 * `hang` never answers.
 */
export type AdminFault =
  "error500" | "cut" | "cut_after" | "hang" | "unauthorized";

/** What goes wrong with the next calls of the Admin API. */
export function createFaults() {
  const planned: { left: number; how: AdminFault; operation?: string }[] = [];
  return {
    plan(count: number, how: AdminFault, operation?: string) {
      planned.push({ left: count, how, operation });
    },
    take(operation: string): AdminFault | undefined {
      const next = planned.find(
        (one) => one.left > 0 && (one.operation ?? operation) === operation,
      );
      if (!next) return undefined;
      next.left--;
      return next.how;
    },
    clear() {
      planned.length = 0;
    },
  };
}
