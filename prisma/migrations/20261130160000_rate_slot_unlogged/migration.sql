-- Written before each call to KeyDelivery, whose turn would wait for the disk; after a crash the next call makes the row anew.
ALTER TABLE "rate_slot" SET UNLOGGED;
