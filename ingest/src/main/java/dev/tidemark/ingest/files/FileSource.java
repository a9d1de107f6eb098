package dev.tidemark.ingest.files;

import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.load.Digest;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.ingest.provider.SourceDigest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file with a known layout. */
final class FileSource implements Source {

  private static final int FEW = 10;

  private final Container container;
  private final Binding binding;
  private final String headerLine;
  private final List<Series> series;
  private final long estimatedRows;
  private volatile @Nullable SourceDigest digest;

  FileSource(Container container, Binding binding, Head head) throws RefusedException {
    this.container = container;
    this.binding = binding;
    this.headerLine = head.first();
    Series main = binding.main();
    boolean actions = binding.mapping().columns().containsKey(Field.DIVIDEND);
    this.series = actions ? List.of(main, RowWriter.actionSeries(main)) : List.of(main);
    // Text of numbers shrinks to about a quarter.
    long text = container.compressed() ? container.bytes() * 4 : container.bytes();
    this.estimatedRows = Math.max(1, text / head.averageLine());
    decoder();
  }

  @Override
  public String name() {
    return container.name();
  }

  @Override
  public List<Series> series() {
    return series;
  }

  @Override
  public boolean sequential() {
    return true;
  }

  @Override
  public long estimatedRows() {
    return estimatedRows;
  }

  @Override
  public long bytes() {
    return container.bytes();
  }

  /** Layout and variables with which a record of this file can be read again. */
  @Override
  public String decoderName() {
    return binding.decoder(headerLine);
  }

  private RecordDecoder decoder() throws RefusedException {
    return Decoders.of(binding, headerLine);
  }

  @Override
  public void examine() throws RefusedException {
    Tally tally = new Tally();
    Digest all = new Digest();
    try (TextReader reader = new TextReader(container, decoder())) {
      while (reader.more()) {
        while (!reader.ready().isEmpty()) {
          RawBatch batch = reader.ready().removeFirst();
          tally.add(batch);
          all.add(batch);
        }
      }
    } catch (IOException failed) {
      if (Container.damage(failed)) {
        throw Container.damaged(container.shown(), failed);
      }
      throw Container.unreadable(container.file(), failed);
    }
    tally.judge();
    digest = all.result();
  }

  @Override
  public Optional<SourceDigest> digest() {
    return Optional.ofNullable(digest);
  }

  @Override
  public RawReader open() {
    try {
      return new TextReader(container, decoder());
    } catch (RefusedException refused) {
      throw new IllegalStateException(refused);
    } catch (IOException failed) {
      throw Container.unreadable(container.file(), failed);
    }
  }

  /** What the whole file looks like. */
  private final class Tally {

    private final @Nullable Timeframe timeframe = binding.timeframe();
    private long rows;
    private long rejects;
    private long inSession;
    private long offGrid;
    private long firstOffGrid = Long.MIN_VALUE;
    private @Nullable GridCursor cursor;

    void add(RawBatch batch) {
      rows += batch.rows();
      rejects += batch.rejects().size();
      if (timeframe == null || batch.series().type().kind() != Kind.BARS) {
        return;
      }
      if (cursor == null) {
        cursor = new GridCursor(Calendars.of(batch.series().instrument().calendar()), timeframe);
      }
      long[] labels = batch.eventNanos();
      for (int i = 0; i < batch.rows(); i++) {
        if (cursor.seek(labels[i])) {
          inSession++;
          if (cursor.startNanos() != labels[i]) {
            offGrid++;
            if (firstOffGrid == Long.MIN_VALUE) {
              firstOffGrid = labels[i];
            }
          }
        }
      }
    }

    void judge() throws RefusedException {
      long records = rows + rejects;
      if (records == 0 && binding.barsRefused().isEmpty()) {
        throw refused(
            "NO_ROWS",
            "layout " + binding.mapping().name() + " finds no market row in it",
            "give a file with trades, quotes or bars");
      }
      if (rejects >= FEW && rejects * 10 > records * 9) {
        throw refused(
            "WRONG_LAYOUT",
            rejects
                + " of "
                + records
                + " records cannot be read as layout "
                + binding.mapping().name(),
            "choose the layout with --preset, or give a mapping");
      }
      if (offGrid > 0 && offGrid * 2 > inSession) {
        throw refused(
            "OFF_GRID",
            offGrid
                + " of "
                + inSession
                + " bars start where the session's grid has no bar, e.g. "
                + Instant.ofEpochSecond(Math.floorDiv(firstOffGrid, 1_000_000_000L)),
            "build "
                + (timeframe == null ? "" : timeframe.code() + " ")
                + "bars from finer ones, which the grid of the calendar then shapes");
      }
    }

    private RefusedException refused(String code, String why, String fix) {
      return new RefusedException(new Refusal(container.shown(), code, why, fix));
    }
  }
}
