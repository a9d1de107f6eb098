-- Everything in api so far is about market data, which all tenants share: views read with the
-- rights of the owner, functions are for those who may look into the schema, and for nobody else.
GRANT SELECT ON ALL TABLES IN SCHEMA api TO tidemark_app, tidemark_worker, tidemark_ingest, tidemark_reader;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA api FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA api TO tidemark_app, tidemark_worker, tidemark_ingest, tidemark_reader;
GRANT SELECT ON md.horizon, md.large_trade_mark, md.feature TO tidemark_app, tidemark_worker, tidemark_ingest;
