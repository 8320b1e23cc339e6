-- Apart from what uses it: PostgreSQL refuses a new value in the transaction that adds it.

-- AlterEnum
ALTER TYPE "shipment_hold" ADD VALUE 'checking_rules';
