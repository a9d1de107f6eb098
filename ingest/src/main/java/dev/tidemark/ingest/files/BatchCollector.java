package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.text.LineChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The batches being made from one chunk of lines, one per series that occurs in it. */
final class BatchCollector {

  private final LineChunk chunk;
  private final List<Part> parts = new ArrayList<>();

  BatchCollector(LineChunk chunk) {
    this.chunk = chunk;
  }

  /** Opens a row of a series, made from a line of the chunk. */
  RawBatchBuilder row(Series series, int line, long ordinal, long eventNanos) {
    Part part = part(series);
    part.open(line);
    return part.builder.row(ordinal, eventNanos);
  }

  void reject(Series series, int line, long ordinal, RejectReason reason, String detail) {
    part(series)
        .builder
        .reject(
            new RawReject(
                ordinal,
                reason,
                detail,
                chunk.text(line),
                series.instrument() == Binding.UNKNOWN ? null : series.instrument().symbol()));
  }

  /** The batches that have something in them. */
  List<RawBatch> batches() {
    List<RawBatch> batches = new ArrayList<>();
    for (Part part : parts) {
      batches.add(part.build(chunk));
    }
    return batches;
  }

  private Part part(Series series) {
    for (Part part : parts) {
      if (part.builder.series() == series) {
        return part;
      }
    }
    Part part = new Part(new RawBatchBuilder(series, Math.max(64, chunk.count())));
    parts.add(part);
    return part;
  }

  private static final class Part {

    private final RawBatchBuilder builder;
    private int[] lines = new int[64];

    Part(RawBatchBuilder builder) {
      this.builder = builder;
    }

    void open(int line) {
      int row = builder.rows();
      if (row == lines.length) {
        lines = Arrays.copyOf(lines, row * 2);
      }
      lines[row] = line;
    }

    RawBatch build(LineChunk chunk) {
      int[] rowLines = lines;
      return builder.payloads(row -> chunk.text(rowLines[row])).build();
    }
  }
}
