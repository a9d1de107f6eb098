-- Functions and views of schema api once more, over private instruments. They are not written twice:
-- they are made from the definitions of the shared ones, with the names of the tables replaced, and so
-- cannot come to differ. The shared ones then pass private:NAME on. The program makes them anew after
-- every migration (MarketSchema).
CREATE FUNCTION md.make_private_functions() RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET check_function_bodies = off SET client_min_messages = warning
AS $$
DECLARE
  relations CONSTANT text :=
    'series|trade|trade_version|quote|provider_bar|restatement|large_trade|horizon|'
    'bar_1m|bar_5m|bar_15m|bar_1h|bar_4h|bar_1d|bar_revision|large_trade_mark|valid_bar';
  -- Between the two marks stands what an earlier call put into a shared function.
  inserted  CONSTANT text := '\n  /\*private\*/.*?/\*shared\*/';
  functions text;
  before    text := NULL;
  reached   text;
  made      integer := 0;
  one       record;
  text_of   text;
BEGIN
  CREATE TEMP TABLE candidate ON COMMIT DROP AS
  SELECT p.oid, n.nspname, p.proname, regexp_replace(pg_get_functiondef(p.oid), inserted, '') AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname IN ('md', 'api') AND p.prokind = 'f' AND NOT starts_with(p.proname, 'private_')
    AND (p.provolatile <> 'v' OR p.proname = 'flag_large_trades') AND p.prorettype <> 'trigger'::regtype;
  -- Those that read the tables, themselves or through others.
  SELECT string_agg(proname, '|') INTO functions FROM pg_temp.candidate
  WHERE definition ~ ('\mmd\.((' || relations || ')\M|%)');
  WHILE functions IS DISTINCT FROM before LOOP
    before := functions;
    SELECT string_agg(proname, '|') INTO functions FROM pg_temp.candidate
    WHERE definition ~ ('\mmd\.((' || relations || ')\M|%)')
       OR definition ~ ('(AS|RETURN).*\m(md|api)\.(' || before || ')\M\s*\(');
  END LOOP;
  -- Of these, what applications call and what that needs.
  SELECT string_agg(proname, '|') INTO reached FROM pg_temp.candidate
  WHERE (nspname = 'api' OR proname IN ('flag_large_trades', 'large_trade_alerts', 'minutes_from_log'))
    AND proname ~ ('^(' || functions || ')$');
  before := NULL;
  WHILE reached IS DISTINCT FROM before LOOP
    before := reached;
    SELECT string_agg(c.proname, '|') INTO reached FROM pg_temp.candidate c
    WHERE c.proname ~ ('^(' || functions || ')$')
      AND (c.proname ~ ('^(' || before || ')$') OR EXISTS (
        SELECT FROM pg_temp.candidate caller
        WHERE caller.proname ~ ('^(' || before || ')$')
          AND caller.definition ~ ('\m' || c.nspname || '\.' || c.proname || '\M\s*\(')));
  END LOOP;

  FOR one IN
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND (n.nspname = 'api' OR n.nspname = 'md' AND c.relname = 'valid_bar')
      AND NOT starts_with(c.relname, 'private_')
  LOOP
    EXECUTE format('DROP VIEW IF EXISTS %I.%I CASCADE', one.nspname, 'private_' || one.relname);
  END LOOP;

  FOR one IN
    SELECT c.*, pg_get_function_identity_arguments(c.oid) AS arguments, p.proargtypes[0] AS first_type, p.pronargs
    FROM pg_temp.candidate c JOIN pg_proc p ON p.oid = c.oid
    WHERE c.proname ~ ('^(' || reached || ')$') ORDER BY c.oid
  LOOP
    text_of := regexp_replace(one.definition, '\mmd\.((' || relations || ')\M|%)', 'md.private_\1', 'g');
    text_of := regexp_replace(text_of, '\m(md|api)\.(' || reached || ')\M(?=\s*\()', '\1.private_\2', 'g');
    EXECUTE format('DROP FUNCTION IF EXISTS %I.%I(%s)', one.nspname, 'private_' || one.proname,
      regexp_replace(one.arguments, '\mmd\.series\M', 'md.private_series', 'g'));
    EXECUTE text_of;
    EXECUTE format('REVOKE ALL ON FUNCTION %I.%I(%s) FROM PUBLIC', one.nspname, 'private_' || one.proname,
      regexp_replace(one.arguments, '\mmd\.series\M', 'md.private_series', 'g'));
    made := made + 1;
    CONTINUE WHEN one.nspname <> 'api';
    EXECUTE format('GRANT EXECUTE ON FUNCTION api.%I(%s) TO tidemark_app', 'private_' || one.proname, one.arguments);
    IF one.first_type = 'text'::regtype THEN
      EXECUTE md.with_first_statement(one.definition, format(
        'IF starts_with($1, ''private:'') THEN RETURN QUERY SELECT * FROM api.%I(%s); RETURN; END IF;',
        'private_' || one.proname, (SELECT string_agg('$' || i, ', ') FROM generate_series(1, one.pronargs) i)));
    ELSIF one.first_type = 'text[]'::regtype THEN
      -- Each asks for all of the rows and answers for its own; a symbol that is not there is a row.
      EXECUTE md.with_first_statement(one.definition, format(
        'IF EXISTS (SELECT FROM unnest($1) AS u (name) WHERE starts_with(u.name, ''private:'')) THEN'
        ' RETURN QUERY SELECT * FROM (SELECT * FROM api.%1$I($1, %2$s) p WHERE starts_with(($1)[p.row_no], ''private:'')'
        ' UNION ALL SELECT * FROM api.%3$I(ARRAY(SELECT CASE WHEN starts_with(u.name, ''private:'') THEN '''' ELSE u.name END'
        ' FROM unnest($1) WITH ORDINALITY AS u (name, place) ORDER BY u.place), %2$s) s'
        ' WHERE NOT starts_with(($1)[s.row_no], ''private:'')) r ORDER BY r.row_no; RETURN; END IF;',
        'private_' || one.proname, (SELECT string_agg('$' || i, ', ') FROM generate_series(2, one.pronargs) i),
        one.proname));
    END IF;
  END LOOP;
  DROP TABLE pg_temp.candidate;

  -- Views have the rights of their reader, for whom the tables have policies.
  FOR one IN
    SELECT n.nspname, c.relname, pg_get_viewdef(c.oid) AS definition
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND (n.nspname = 'api' OR n.nspname = 'md' AND c.relname = 'valid_bar')
      AND NOT starts_with(c.relname, 'private_') ORDER BY c.oid
  LOOP
    CONTINUE WHEN one.definition !~ ('\mmd\.(' || relations || ')\M');
    text_of := regexp_replace(one.definition, '\mmd\.(' || relations || ')\M', 'md.private_\1', 'g');
    text_of := regexp_replace(text_of, '\m(md|api)\.(' || reached || ')\M(?=\s*\()', '\1.private_\2', 'g');
    EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker = true) AS %s',
      one.nspname, 'private_' || one.relname, text_of);
    EXECUTE format('GRANT SELECT ON %I.%I TO tidemark_app', one.nspname, 'private_' || one.relname);
    made := made + 1;
  END LOOP;
  GRANT EXECUTE ON FUNCTION md.private_large_trade_alerts TO tidemark_app;
  RETURN made;
END $$;

-- A function's definition with a statement before its first.
CREATE FUNCTION md.with_first_statement(definition text, statement text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF definition !~ '\nBEGIN\n' THEN
    RAISE EXCEPTION 'not a PL/pgSQL function with BEGIN on a line of its own: %', left(definition, 200);
  END IF;
  RETURN regexp_replace(definition, '\nBEGIN\n',
    E'\nBEGIN\n  /*private*/ ' || replace(statement, '\', '\\') || E' /*shared*/\n');
END $$;

REVOKE ALL ON FUNCTION md.make_private_functions, md.with_first_statement FROM PUBLIC;
SELECT md.make_private_functions();
