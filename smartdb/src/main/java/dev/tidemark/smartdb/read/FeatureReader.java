package dev.tidemark.smartdb.read;

import dev.tidemark.core.time.Timeframe;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what schema {@code api} serves. A symbol stands for its source of the smallest rank; {@code
 * SYMBOL@source} names any of them. Thread-safe when the data source is.
 *
 * <p>Every method throws PRECONDITION_FAILED for data that retention has dropped, and UNAVAILABLE
 * when the database does not answer.
 */
public final class FeatureReader {
  private final Queries queries;

  /**
   * @param connections of a role that may read schema {@code api}
   */
  public FeatureReader(DataSource connections) {
    this.queries = new Queries(connections);
  }

  /**
   * Bars labelled in {@code [from, to)}, ascending; none for a symbol that is not there.
   *
   * @param asKnown knowledge time; null: what is stored now
   */
  public List<SeriesBar> bars(
      String symbol, Timeframe timeframe, Instant from, Instant to, @Nullable Instant asKnown) {
    return queries.list(
        "SELECT * FROM api.ohlc(?, ?, ?, ?, ?)",
        statement -> {
          statement.setString(1, symbol);
          statement.setString(2, timeframe.code());
          Queries.time(statement, 3, from);
          Queries.time(statement, 4, to);
          Queries.time(statement, 5, asKnown);
        },
        Rows::bar);
  }

  /** The closed minutes labelled in {@code [from, to)} with their features, ascending. */
  public List<MinuteFeatures> features(
      String symbol, Instant from, Instant to, @Nullable Instant asKnown) {
    return queries.list(
        "SELECT * FROM api.features(?, ?, ?, ?)",
        statement -> {
          statement.setString(1, symbol);
          Queries.time(statement, 2, from);
          Queries.time(statement, 3, to);
          Queries.time(statement, 4, asKnown);
        },
        Rows::minute);
  }

  /** All features of a symbol; empty for a symbol that is not there. */
  public Optional<Snapshot> snapshot(Question question) {
    return queries
        .list(
            "SELECT * FROM api.feature_pit_snapshot(?, ?, ?)",
            statement -> {
              statement.setString(1, question.symbol());
              Queries.time(statement, 2, question.asOf());
              Queries.time(statement, 3, question.asKnown());
            },
            Rows::snapshot)
        .stream()
        .findFirst();
  }

  /** The answers in the order of the questions, one each. */
  public List<Snapshot> snapshots(List<Question> questions) {
    return queries.list(
        "SELECT * FROM api.feature_pit_snapshots(?, ?, ?)",
        statement -> {
          Connection connection = statement.getConnection();
          statement.setArray(
              1, connection.createArrayOf("text", column(questions, Question::symbol)));
          statement.setArray(
              2,
              connection.createArrayOf(
                  "timestamptz", column(questions, q -> Timestamp.from(q.asOf()))));
          statement.setArray(
              3,
              connection.createArrayOf(
                  "timestamptz", column(questions, q -> Timestamp.from(q.asKnown()))));
        },
        Rows::snapshot);
  }

  /** The contract's features, in its order. */
  public List<ContractFeature> registry() {
    return queries.list(
        "SELECT name, definition, definition_version, value_type, owner,"
            + " extract(epoch FROM sla) AS sla, extract(epoch FROM ttl) AS ttl, time_axis, relation"
            + " FROM api.feature_registry",
        statement -> {},
        Rows::feature);
  }

  /** Freshness of every feature that has input, per series. */
  public List<Freshness> freshness() {
    return queries.list(
        "SELECT feature, symbol, source, newest_input, newest_value, extract(epoch FROM lag) AS"
            + " lag, extract(epoch FROM sla) AS sla, extract(epoch FROM age) AS age, breached"
            + " FROM api.feature_freshness",
        statement -> {},
        Rows::freshness);
  }

  private static Object[] column(List<Question> questions, Function<Question, Object> value) {
    return questions.stream().map(value).toArray();
  }
}
