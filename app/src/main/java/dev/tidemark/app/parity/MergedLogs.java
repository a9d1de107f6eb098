package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.Heartbeats;
import dev.tidemark.app.parity.log.LogRecord;
import dev.tidemark.app.parity.log.SeriesLog;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Many logs told at once, in the order of their knowledge, with the heartbeats between. */
final class MergedLogs {
  /** Takes what is told. */
  interface Sink {
    void heartbeat(long knownNanos);

    void record(SeriesLog log, LogRecord record);
  }

  private record Cursor(SeriesLog log, int order, int at) {
    LogRecord record() {
      return log.records().get(at);
    }
  }

  private MergedLogs() {}

  static void tell(List<SeriesLog> logs, Sink sink) {
    PriorityQueue<Cursor> next =
        new PriorityQueue<>(
            Comparator.comparingLong((Cursor each) -> each.record().knownNanos())
                .thenComparingInt(Cursor::order));
    for (int i = 0; i < logs.size(); i++) {
      if (!logs.get(i).records().isEmpty()) {
        next.add(new Cursor(logs.get(i), i, 0));
      }
    }
    Heartbeats heartbeats = new Heartbeats();
    long greatest = Long.MIN_VALUE;
    for (Cursor one = next.poll(); one != null; one = next.poll()) {
      LogRecord record = one.record();
      long heartbeat = heartbeats.before(record.knownNanos());
      if (heartbeat != Long.MIN_VALUE) {
        sink.heartbeat(heartbeat);
      }
      sink.record(one.log(), record);
      greatest = Math.max(greatest, Math.max(record.tsNanos(), record.knownNanos()));
      if (one.at() + 1 < one.log().records().size()) {
        next.add(new Cursor(one.log(), one.order(), one.at() + 1));
      }
    }
    if (greatest != Long.MIN_VALUE) {
      sink.heartbeat(Heartbeats.after(greatest));
    }
  }
}
