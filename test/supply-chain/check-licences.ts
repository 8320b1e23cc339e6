import { findLicenceBreaches } from "./find-licence-breaches.ts";
import { lockedPackages } from "./read-lockfile.ts";

const shipped = lockedPackages().filter(({ dev }) => !dev);
const breaches = findLicenceBreaches(shipped);
for (const breach of breaches) process.stderr.write(`${breach}\n`);
process.stdout.write(
  `licences of ${shipped.length} packages: ${breaches.length === 0 ? "all allowed" : `${breaches.length} not allowed`}\n`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;
