-- A row of up to half a page is stored as it came: most are that short, and to compress one takes as long as two of its
-- indexes. Longer ones are compressed as before. It takes no lock that reads or writes wait for.
ALTER TABLE "webhook_delivery" SET (toast_tuple_target = 4080);
