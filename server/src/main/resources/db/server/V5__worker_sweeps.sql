-- The nightly clean-up deletes expired idempotency keys of all tenants.
CREATE POLICY of_worker ON tidemark.idempotency TO tidemark_worker USING (true);
GRANT SELECT, DELETE ON tidemark.idempotency TO tidemark_worker;
