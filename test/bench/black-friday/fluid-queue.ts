/**
 * A queue of something that flows: first in, first out. Amounts need not be whole.
 * Each second is told once, in order.
 */
export type FluidQueue = {
  arrive(amount: number): void;
  /** @returns what was taken, at most `room` and what waits */
  serve(room: number): number;
  waiting(): number;
  /** Seconds that what is next has waited, at the end of this second. */
  age(): number;
  arrived(): number;
  done(): number;
};

export function createFluidQueue(): FluidQueue {
  // All that had arrived by the end of each second.
  const arrivedBy: number[] = [];
  let arrived = 0;
  let done = 0;
  let head = 0;
  // Sums of fractions are off by their rounding.
  const dust = 1e-6;
  const waiting = () => Math.max(0, arrived - done);
  return {
    arrive(amount) {
      arrived += amount;
      arrivedBy.push(arrived);
    },
    serve(room) {
      const taken = Math.min(room, waiting());
      done += taken;
      while (head < arrivedBy.length && (arrivedBy[head] ?? 0) <= done + dust)
        head += 1;
      return taken;
    },
    waiting,
    age: () => arrivedBy.length - Math.min(head, arrivedBy.length),
    arrived: () => arrived,
    done: () => done,
  };
}
