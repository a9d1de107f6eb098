package dev.tidemark.smartdb.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.DatabaseRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MarketSchemaTest {

  @Test
  void sessionsAreThoseOfTheProgramAndMinutesAreNumberedWithoutGaps() throws Exception {
    try (ScratchDatabase market = TestMarket.create()) {
      assertThat(
              number(
                  market,
                  """
                  SELECT count(*) FROM (
                    SELECT first_minute + ceil(extract(epoch FROM closes - opens) / 60)
                           <> lead(first_minute) OVER (PARTITION BY calendar ORDER BY opens) AS gap
                    FROM md.calendar_session) s
                  WHERE gap
                  """))
          .isZero();
      assertThat(
              number(
                  market,
                  "SELECT count(*) FROM md.calendar_session WHERE calendar = 'XNYS'"
                      + " AND session_date BETWEEN '2024-01-01' AND '2024-12-31'"))
          .isEqualTo(252);
      assertThat(MarketSchema.migrate(market.database()).applied()).isZero();
    }
  }

  private static long number(ScratchDatabase market, String query) throws SQLException {
    try (var connection = market.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
