package dev.tidemark.smartdb.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

/** Vectors of golden file 12 through {@code api.fact_asof}, one and many; a unit is a second. */
class GoldenFactsTest {
  private static final Path GOLDEN = Path.of("..", "golden/src/main/golden/12_pit_asof.json");

  @Test
  void factsAreThoseOfTheVectors() throws Exception {
    String json = Files.readString(GOLDEN);
    try (ScratchDatabase market = TestMarket.create();
        Connection connection = market.database().dataSource(DatabaseRole.OWNER).getConnection()) {
      try (var insert =
          connection.prepareStatement(
              """
              INSERT INTO md.fact (feature, entity, event_time, known, seq, op, value)
              SELECT 'golden', r.entity, to_timestamp(r.event_time), to_timestamp(r.knowledge_time),
                     r.seq, r.op, to_jsonb(r.value)
              FROM jsonb_to_recordset(?::jsonb -> 'rows') AS r (entity text, event_time bigint,
                knowledge_time bigint, seq bigint, op text, value double precision)
              """)) {
        insert.setString(1, json);
        assertThat(insert.executeUpdate()).isEqualTo(13);
      }
      assertThat(
              differing(
                  connection,
                  json,
                  """
                  SELECT count(*), count(*) FILTER (WHERE a.seq IS DISTINCT FROM q.seq
                    OR a.value::text::double precision IS DISTINCT FROM q.value)
                  FROM jsonb_to_recordset(?::jsonb -> 'queries') AS q (entity text, t bigint,
                    as_known bigint, ttl bigint, seq bigint, value double precision)
                  LEFT JOIN LATERAL api.fact_asof('golden', q.entity, to_timestamp(q.t),
                    to_timestamp(q.as_known), q.ttl * interval '1 s') a ON true
                  """))
          .isEqualTo("768 questions, 0 differ");
      assertThat(
              differing(
                  connection,
                  json,
                  """
                  WITH q AS (
                    SELECT * FROM ROWS FROM (jsonb_to_recordset(?::jsonb -> 'training_join')
                      AS (entity text, t bigint, value double precision)) WITH ORDINALITY
                      AS q (entity, t, value, n))
                  SELECT count(*), count(*) FILTER (
                    WHERE a.value::text::double precision IS DISTINCT FROM q.value)
                  FROM q
                  LEFT JOIN (SELECT array_agg(entity ORDER BY n) AS e,
                               array_agg(to_timestamp(t) ORDER BY n) AS t FROM q) s ON true
                  LEFT JOIN LATERAL (
                    SELECT * FROM api.facts_asof('golden', s.e, s.t) f WHERE f.row_no = q.n) a ON true
                  """))
          .endsWith(" questions, 0 differ")
          .doesNotStartWith("0 ");
    }
  }

  private static String differing(Connection connection, String json, String query)
      throws Exception {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, json);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) + " questions, " + row.getLong(2) + " differ";
      }
    }
  }
}
