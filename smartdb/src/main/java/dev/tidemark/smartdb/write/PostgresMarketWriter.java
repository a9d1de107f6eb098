package dev.tidemark.smartdb.write;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.market.SeriesSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes through one connection that is kept: binary COPY into the connection's staging tables, and
 * what the database's functions make of them. One thread at a time; open several for more.
 *
 * <p>A connection that was lost is opened again by the next call. The call that lost it fails with
 * UNAVAILABLE and may be repeated, also when nobody knows whether it was committed.
 */
public final class PostgresMarketWriter implements MarketWriter {
  private static final int MOST_TRIES = 10;

  /** Serialisation failure, deadlock, a partition or a row that another writer made just now. */
  private static final List<String> TRY_AGAIN = List.of("40001", "40P01", "42P07", "23505");

  private final DataSource connections;
  private final InstantSource clock;
  private @Nullable WriterSession session;

  /**
   * @param connections to the database as {@link dev.tidemark.smartdb.DatabaseRole#INGEST}
   * @param clock tells which event times lie in the future
   */
  public PostgresMarketWriter(DataSource connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public int series(SeriesSpec series) {
    return run(s -> s.series().number(series));
  }

  /**
   * As {@link #series(SeriesSpec)} for many, in one transaction. Those that it would refuse are not
   * in the result.
   */
  public Map<SeriesSpec, Integer> series(Collection<SeriesSpec> series) {
    return run(s -> s.series().numbers(series));
  }

  /**
   * A series of quotes gets trades: its bars are made of them from now on, and of none where there
   * are none yet. Nothing happens when it is made of trades already.
   */
  public void formOfTrades(int series) {
    run(
        s -> {
          s.formOfTrades(series);
          return series;
        });
  }

  @Override
  public WriteResult trades(TradeBatch batch) {
    return batch.rows() == 0
        ? WriteResult.NONE
        : run(s -> s.trades().write(batch, s.checks(clock.instant())));
  }

  @Override
  public WriteResult quotes(QuoteBatch batch) {
    return batch.rows() == 0
        ? WriteResult.NONE
        : run(s -> s.quotes().write(batch, s.checks(clock.instant())));
  }

  @Override
  public WriteResult bars(BarBatch batch) {
    return batch.rows() == 0
        ? WriteResult.NONE
        : run(s -> s.bars().write(batch, s.checks(clock.instant())));
  }

  /**
   * Writes live records and what was computed of them; later revisions of that stay. One
   * transaction, or one for trades and one for quotes if there are both, as each may have to begin
   * its own anew; what was computed goes with the last. When this fails, write it again: nothing is
   * doubled.
   */
  public void live(TradeBatch trades, QuoteBatch quotes, LiveRows computed) {
    if (quotes.rows() > 0) {
      trades(trades);
    } else if (trades.rows() == 0 && computed.isEmpty()) {
      return;
    }
    run(
        s -> {
          if (quotes.rows() > 0) {
            s.quotes().write(quotes, s.checks(clock.instant()));
          } else if (trades.rows() > 0) {
            s.trades().write(trades, s.checks(clock.instant()));
          }
          if (!computed.isEmpty()) {
            s.live(computed);
          }
          return computed;
        });
  }

  @Override
  public int reject(String kind, List<DeadLetter> letters) {
    return letters.isEmpty() ? 0 : run(s -> s.reject(kind, letters));
  }

  @Override
  public void close() {
    forget();
  }

  private interface Work<T> {
    T in(WriterSession session) throws SQLException;
  }

  private <T> T run(Work<T> work) {
    List<SQLException> failures = new ArrayList<>();
    while (true) {
      try {
        WriterSession open = session();
        T result = work.in(open);
        open.connection().commit();
        return result;
      } catch (SQLException e) {
        failures.add(e);
        undo(e);
        if (!TRY_AGAIN.contains(String.valueOf(e.getSQLState())) || failures.size() == MOST_TRIES) {
          throw failed(failures);
        }
      } catch (RuntimeException e) {
        undo(e);
        throw e;
      }
    }
  }

  private WriterSession session() throws SQLException {
    WriterSession present = session;
    if (present != null) {
      return present;
    }
    Connection connection = connections.getConnection();
    try {
      WriterSession opened = WriterSession.on(connection);
      session = opened;
      return opened;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void undo(Exception cause) {
    WriterSession present = session;
    if (present == null) {
      return;
    }
    try {
      present.connection().rollback();
      present.forget();
      if (!present.connection().isValid(1)) {
        forget();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
      forget();
    }
  }

  private void forget() {
    WriterSession present = session;
    session = null;
    if (present != null) {
      try {
        present.connection().close();
      } catch (SQLException e) {
        // It is of no use any more, and the server sees to the rest.
      }
    }
  }

  private static TidemarkException failed(List<SQLException> failures) {
    SQLException last = failures.getLast();
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The market data could not be written",
            String.valueOf(last.getMessage()),
            "Write the batch again once the database answers: nothing is stored twice",
            last)
        .withDetail("sqlState", String.valueOf(last.getSQLState()))
        .withDetail("tries", failures.size());
  }
}
