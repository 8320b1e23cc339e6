/** The simulator's fast clock: tasks that it has planned and those that run. */
export function createSchedule(speed: number) {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const stopped = new AbortController();

  function run(task: () => Promise<void>) {
    const promise = task()
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(promise));
    running.add(promise);
  }

  return {
    /** Errors of tasks: none, unless the simulator itself is wrong. */
    failures,
    signal: stopped.signal,
    after(ms: number, task: () => Promise<void>) {
      if (stopped.signal.aborted) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run(task);
      }, ms / speed);
      timers.add(timer);
    },
    /** Resolves when nothing is planned and nothing runs. */
    async settled() {
      while (timers.size + running.size > 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    /** Forgets what is planned and waits for what runs. */
    async stop() {
      stopped.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(running);
    },
  };
}
