package dev.tidemark.smartdb.contract;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.tenant.IsolationRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** News, registry, freshness and rights. */
final class GeneralChecks {
  private static final List<String> FEATURES =
      List.of(
          "ohlc_1m",
          "sma_20",
          "ewm_12",
          "volatility_1h",
          "vwap_5m",
          "large_trade_flag",
          "bidask_spread",
          "trade_imbalance_5m",
          "regime_tag",
          "news_sentiment_embedding",
          "feature_pit_snapshot");

  private final Database database;
  private final Served served;

  GeneralChecks(Database database, Served served) {
    this.database = database;
    this.served = served;
  }

  /** News as known at a time, and those most like a given one first. */
  ContractResult news(Instant now) {
    return Comparison.check(
        "news_sentiment_embedding",
        comparison -> {
          String event = now.minusSeconds(7_200).toString();
          String corrected = now.minusSeconds(600).toString();
          execute(
              DatabaseRole.INGEST,
              "INSERT INTO md.news (symbol, event_time, news_id, known, sentiment, embedding) VALUES"
                  + " ('COIN', '%1$s', 'n1', '%1$s', 0.25, '{1,0,0}'),".formatted(event)
                  + " ('COIN', '%1$s', 'n1', '%2$s', -0.5, '{0,1,0}'),".formatted(event, corrected)
                  + " ('STOCK', '%1$s', 'n2', '%1$s', 0.5, '{0.9,0.1,0}'),".formatted(event)
                  + " ('PAIR', '%1$s', 'n3', '%1$s', 0.75, '{0,0,1}')".formatted(event));
          comparison.number("sentiment as told first", 0.25, sentiment(now.minusSeconds(3_600)));
          comparison.number("sentiment as corrected", -0.5, sentiment(now));
          comparison.rows(
              "news like (1, 0, 0)",
              List.of("n2", "n1"),
              served.list(
                  "SELECT news_id FROM api.news_similar(?::real[], 2, ?)",
                  row -> row.getString(1),
                  "{1,0,0}",
                  now.atOffset(ZoneOffset.UTC)));
        });
  }

  private double sentiment(Instant at) throws SQLException {
    return served
        .list(
            "SELECT news_sentiment FROM api.feature_pit_snapshot('COIN', ?)",
            row -> Served.number(row, "news_sentiment"),
            at.atOffset(ZoneOffset.UTC))
        .getFirst();
  }

  ContractResult registry() {
    return Comparison.check(
        "the registry lists the eleven features",
        comparison ->
            comparison.rows(
                "names",
                FEATURES.stream().sorted().toList(),
                served.list(
                    "SELECT name FROM api.feature_registry ORDER BY name COLLATE \"C\"",
                    row -> row.getString(1))));
  }

  /** Nothing is deferred: no value is further behind its input than its SLA allows. */
  ContractResult freshness() {
    return Comparison.check(
        "every feature is as fresh as its SLA",
        comparison -> {
          List<String> late =
              served.list(
                  "SELECT feature || ' of ' || symbol || ': ' || lag FROM api.feature_freshness"
                      + " WHERE breached AND symbol IN ('COIN', 'STOCK', 'PAIR')",
                  row -> row.getString(1));
          comparison.same("breached", "", String.join("; ", late));
          comparison.same(
              "has rows",
              true,
              served
                  .list("SELECT count(*) > 0 FROM api.feature_freshness", row -> row.getBoolean(1))
                  .getFirst());
        });
  }

  /** Who reads may not see the tables, who writes may not remove what was told. */
  ContractResult rights() {
    return Comparison.check(
        "roles have no more rights than they need",
        comparison -> {
          comparison.same("reader", "42501", refusal(DatabaseRole.READER, "SELECT FROM md.trade"));
          comparison.same("app", "42501", refusal(DatabaseRole.APP, "DELETE FROM md.trade"));
          for (String log :
              List.of("trade_version", "restatement", "bar_revision", "dead_letter")) {
            comparison.same(log, "42501", refusal(DatabaseRole.INGEST, "DELETE FROM md." + log));
          }
          comparison.same(
              "ddl", "42501", refusal(DatabaseRole.INGEST, "CREATE TABLE md.mine (i integer)"));
        });
  }

  ContractResult isolation() {
    return Comparison.check(
        "every object of the catalogue keeps the rules of isolation",
        comparison -> comparison.rows("breaches", List.of(), breaches(comparison)));
  }

  private List<String> breaches(Comparison comparison) throws SQLException {
    comparison.same("catalogue read", true, true);
    return IsolationRules.breaches(database);
  }

  private String refusal(DatabaseRole role, String sql) {
    try {
      execute(role, sql);
      return "allowed";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private void execute(DatabaseRole role, String sql) throws SQLException {
    try (Connection connection = database.dataSource(role).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
