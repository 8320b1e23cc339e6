-- Apart from what uses them: PostgreSQL refuses a new value in the transaction that adds it.

-- AlterEnum
ALTER TYPE "shipment_hold" ADD VALUE 'detecting';

-- AlterEnum
ALTER TYPE "registration" ADD VALUE 'over_quota';
