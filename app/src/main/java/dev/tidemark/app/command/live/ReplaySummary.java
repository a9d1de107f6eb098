package dev.tidemark.app.command.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.ingest.live.Playback;
import dev.tidemark.ingest.live.RecordingReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a recording holds, and what was told of it. */
record ReplaySummary(
    String recording,
    long records,
    long refused,
    long ignored,
    Instant first,
    Instant last,
    Duration shift,
    Playback.@Nullable Result result) {
  private static final double SECOND = 1e9;

  ReplaySummary(String recording, RecordingReader reader, long shiftNanos) {
    this(
        recording,
        reader.records(),
        reader.refused(),
        reader.ignored(),
        Instant.ofEpochSecond(0, reader.firstKnown()),
        Instant.ofEpochSecond(0, reader.lastKnown()),
        Duration.ofNanos(shiftNanos),
        null);
  }

  ReplaySummary played(Playback.Result told) {
    return new ReplaySummary(recording, records, refused, ignored, first, last, shift, told);
  }

  void write(ObjectNode document) {
    document
        .put("recording", recording)
        .put("records", records)
        .put("refused", refused)
        .put("ignored", ignored)
        .put("first_known", first.toString())
        .put("last_known", last.toString())
        .put("shift", shift.toString());
    if (result != null) {
      document
          .put("trades", result.trades())
          .put("quotes", result.quotes())
          .put("complete", result.complete())
          .put("seconds", result.nanos() / SECOND)
          .put("records_per_second", result.rate());
    }
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %,d records known from %s to %s; %,d refused, %,d of other kinds.%n",
        recording,
        records,
        first,
        last,
        refused,
        ignored);
    if (!shift.isZero()) {
      out.println("Times moved by " + shift + ".");
    }
    if (result != null) {
      out.printf(
          Locale.ROOT,
          "%s %,d trades and %,d quotes in %.1f s, %,.0f/s.%n",
          result.complete() ? "Told" : "Stopped after",
          result.trades(),
          result.quotes(),
          result.nanos() / SECOND,
          result.rate());
    }
    out.flush();
  }
}
