import { BaseSequencer, type TestSpecification } from "vitest/node";

// What takes minutes, in whole folders: a browser, a server of its own, thousands of inputs.
const long =
  /\/test\/(journeys|attacks|fuzz|operation)\/|property\.test|embedded-postgres/;

/** A clone has no figures of earlier runs: without them a long file may come last, and one worker alone is at work. */
export class LongestFirst extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}
