package dev.tidemark.smartdb.write;

import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.LiveRows.LiveAlert;
import dev.tidemark.smartdb.write.LiveRows.LiveBar;
import dev.tidemark.smartdb.write.LiveRows.LiveFeatures;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables {@code md.stream_*}: one statement per table and batch, whatever its size. */
final class StreamTables {
  private static final String BARS =
      """
      INSERT INTO md.stream_bar AS b
        (series_id, timeframe, ts, t_close, partial, open, high, low, close, volume, notional,
         buy_volume, sell_volume, trade_count, revision, known)
      SELECT * FROM unnest(?::int4[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bool[],
        ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[],
        ?::numeric[], ?::numeric[], ?::int8[], ?::int4[], ?::timestamptz[])
      ON CONFLICT (series_id, timeframe, ts) DO UPDATE SET
        t_close = excluded.t_close, partial = excluded.partial, open = excluded.open,
        high = excluded.high, low = excluded.low, close = excluded.close,
        volume = excluded.volume, notional = excluded.notional, buy_volume = excluded.buy_volume,
        sell_volume = excluded.sell_volume, trade_count = excluded.trade_count,
        revision = excluded.revision, known = excluded.known
      WHERE excluded.revision > b.revision
      """;

  /** Arrays in an array would be taken apart, so the values of a row go as text. */
  private static final String FEATURES =
      """
      INSERT INTO md.stream_feature AS f
        (series_id, feature_group, ts, t_close, features, revision, known)
      SELECT t.s, t.g, t.ts, t.t_close, t.f::float8[], t.r, t.k
      FROM unnest(?::int4[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::int4[],
        ?::timestamptz[]) AS t (s, g, ts, t_close, f, r, k)
      ON CONFLICT (series_id, feature_group, ts) DO UPDATE SET
        t_close = excluded.t_close, features = excluded.features,
        revision = excluded.revision, known = excluded.known
      WHERE excluded.revision > f.revision
      """;

  private static final String ALERTS =
      """
      INSERT INTO md.stream_alert AS a
        (series_id, alert_id, status, ts, first_id, second_id, third_id, known)
      SELECT * FROM unnest(?::int4[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
        ?::text[], ?::text[], ?::timestamptz[])
      ON CONFLICT (series_id, alert_id) DO UPDATE SET
        status = excluded.status, known = excluded.known
      WHERE array_position(ARRAY['PROVISIONAL', 'WITHDRAWN', 'FINAL'], excluded.status)
          > array_position(ARRAY['PROVISIONAL', 'WITHDRAWN', 'FINAL'], a.status)
      """;

  private static final String NAMES =
      """
      INSERT INTO md.stream_feature_name (feature_group, position, feature)
      SELECT ?, n - 1, name FROM unnest(?::text[]) WITH ORDINALITY AS t (name, n)
      ON CONFLICT (feature_group, position) DO UPDATE SET feature = excluded.feature
      WHERE stream_feature_name.feature <> excluded.feature
      """;

  private final Connection connection;
  private boolean named;

  StreamTables(Connection connection) {
    this.connection = connection;
  }

  /** Writes the rows; which series were among them. */
  Set<Integer> write(LiveRows rows) throws SQLException {
    Set<Integer> series = new TreeSet<>();
    rows.bars().forEach(row -> series.add(row.series()));
    rows.features().forEach(row -> series.add(row.series()));
    rows.alerts().forEach(row -> series.add(row.series()));
    if (!rows.bars().isEmpty()) {
      bars(rows.bars());
    }
    if (!rows.features().isEmpty()) {
      features(rows.features());
    }
    if (!rows.alerts().isEmpty()) {
      alerts(rows.alerts());
    }
    return series;
  }

  /** After a rollback. */
  void forget() {
    named = false;
  }

  private record BarKey(int series, String timeframe, long start) {}

  private void bars(List<LiveBar> told) throws SQLException {
    Map<BarKey, LiveBar> last = new LinkedHashMap<>();
    for (LiveBar row : told) {
      BarKey key = new BarKey(row.series(), row.timeframe().code(), row.revision().startNanos());
      last.merge(key, row, (a, b) -> b.revision().revision() > a.revision().revision() ? b : a);
    }
    Collection<LiveBar> rows = last.values();
    try (PreparedStatement insert = connection.prepareStatement(BARS)) {
      Columns<LiveBar> columns = new Columns<>(insert, rows);
      columns
          .add("int4", LiveBar::series)
          .add("text", row -> row.timeframe().code())
          .add("timestamptz", row -> time(row.revision().startNanos()))
          .add("timestamptz", bar(bar -> time(bar.endNanos())))
          .add("bool", bar(Bar::partial))
          .add("numeric", bar(bar -> price(bar.open())))
          .add("numeric", bar(bar -> price(bar.high())))
          .add("numeric", bar(bar -> price(bar.low())))
          .add("numeric", bar(bar -> price(bar.close())))
          .add("numeric", bar(bar -> sum(bar.volume(), Decimals.PRICE_SCALE)))
          .add("numeric", bar(bar -> sum(bar.notional(), Decimals.NOTIONAL_SCALE)))
          .add("numeric", bar(bar -> sum(bar.buyVolume(), Decimals.PRICE_SCALE)))
          .add("numeric", bar(bar -> sum(bar.sellVolume(), Decimals.PRICE_SCALE)))
          .add("int8", bar(Bar::tradeCount))
          .add("int4", row -> row.revision().revision())
          .add("timestamptz", row -> known(row.revision().knownNanos()));
      insert.executeUpdate();
    }
  }

  private record MinuteKey(int series, FeatureGroup group, long start) {}

  private void features(List<LiveFeatures> told) throws SQLException {
    name();
    Map<MinuteKey, LiveFeatures> last = new LinkedHashMap<>();
    for (LiveFeatures row : told) {
      FeatureRevision revision = row.revision();
      last.merge(
          new MinuteKey(row.series(), revision.group(), revision.startNanos()),
          row,
          (a, b) -> b.revision().revision() > a.revision().revision() ? b : a);
    }
    Collection<LiveFeatures> rows = last.values();
    try (PreparedStatement insert = connection.prepareStatement(FEATURES)) {
      new Columns<>(insert, rows)
          .add("int4", LiveFeatures::series)
          .add("text", row -> row.revision().group().name())
          .add("timestamptz", row -> time(row.revision().startNanos()))
          .add("timestamptz", row -> time(row.revision().closeNanos()))
          .add("text", row -> text(row.revision().values()))
          .add("int4", row -> row.revision().revision())
          .add("timestamptz", row -> known(row.revision().knownNanos()));
      insert.executeUpdate();
    }
  }

  private record AlertKey(int series, String id) {}

  private void alerts(List<LiveAlert> told) throws SQLException {
    Map<AlertKey, LiveAlert> last = new LinkedHashMap<>();
    for (LiveAlert row : told) {
      last.merge(
          new AlertKey(row.series(), row.revision().id()),
          row,
          (a, b) -> rank(b.revision()) > rank(a.revision()) ? b : a);
    }
    Collection<LiveAlert> rows = last.values();
    try (PreparedStatement insert = connection.prepareStatement(ALERTS)) {
      new Columns<>(insert, rows)
          .add("int4", LiveAlert::series)
          .add("text", row -> row.revision().id())
          .add("text", row -> row.revision().status().name())
          .add("timestamptz", row -> time(row.revision().alert().tsNanos()))
          .add("text", row -> row.revision().alert().firstId())
          .add("text", row -> row.revision().alert().secondId())
          .add("text", row -> row.revision().alert().thirdId())
          .add("timestamptz", row -> known(row.revision().knownNanos()));
      insert.executeUpdate();
    }
  }

  private static int rank(AlertRevision revision) {
    return switch (revision.status()) {
      case PROVISIONAL -> 0;
      case WITHDRAWN -> 1;
      case FINAL -> 2;
    };
  }

  /** What the values of a group are called, once per connection. */
  private void name() throws SQLException {
    if (named) {
      return;
    }
    for (FeatureGroup group : FeatureGroup.values()) {
      try (PreparedStatement insert = connection.prepareStatement(NAMES)) {
        insert.setString(1, group.name());
        insert.setArray(2, connection.createArrayOf("text", group.features().toArray()));
        insert.executeUpdate();
      }
    }
    named = true;
  }

  /** One array per column of a statement. */
  private final class Columns<T> {
    private final PreparedStatement statement;
    private final Collection<T> rows;
    private int column;

    Columns(PreparedStatement statement, Collection<T> rows) {
      this.statement = statement;
      this.rows = rows;
    }

    Columns<T> add(String type, Function<T, @Nullable Object> value) throws SQLException {
      List<@Nullable Object> values = new ArrayList<>(rows.size());
      for (T row : rows) {
        values.add(value.apply(row));
      }
      statement.setArray(++column, connection.createArrayOf(type, values.toArray()));
      return this;
    }
  }

  private static Function<LiveBar, @Nullable Object> bar(Function<Bar, Object> value) {
    return row -> row.revision().content().map(value).orElse(null);
  }

  private static BigDecimal price(long unscaled) {
    return BigDecimal.valueOf(unscaled, Decimals.PRICE_SCALE);
  }

  private static BigDecimal sum(Int128 unscaled, int scale) {
    return unscaled.toBigDecimal(scale);
  }

  private static String text(double[] values) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(Double.isNaN(values[i]) ? "NULL" : Double.toString(values[i]));
    }
    return text.append('}').toString();
  }

  private static OffsetDateTime time(long nanos) {
    return micros(RowChecks.micros(nanos));
  }

  private static OffsetDateTime known(long nanos) {
    return micros(RowChecks.knownMicros(nanos));
  }

  private static OffsetDateTime micros(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L)
        .atOffset(ZoneOffset.UTC);
  }
}
