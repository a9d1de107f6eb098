package dev.tidemark.ingest.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.files.FilesProvider;
import dev.tidemark.ingest.live.Recording.Omissions;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Files of every layout that the files provider recognises. */
final class RecordedFiles implements Recording.Content {
  private static final Selection TICKS =
      new Selection(
          List.of(), Set.of(SeriesType.TRADES, SeriesType.QUOTES), Long.MIN_VALUE, Long.MAX_VALUE);

  private final Path root;
  private final RecordingOptions options;

  RecordedFiles(Path root, RecordingOptions options) {
    this.root = root;
    this.options = options;
  }

  @Override
  public void read(Consumer<MarketRecord> out, Omissions omissions) {
    try (FilesProvider provider = FilesProvider.of(root)) {
      Listing listing = provider.list(TICKS);
      if (listing.sources().isEmpty()) {
        throw nothing(listing.refusals());
      }
      RawRecords records = new RawRecords(options, omissions);
      for (Source source : listing.sources()) {
        read(source, records, out, omissions);
      }
    }
  }

  private void read(
      Source source, RawRecords records, Consumer<MarketRecord> out, Omissions omissions) {
    try {
      source.examine();
    } catch (RefusedException refused) {
      throw nothing(List.of(refused.refusal()));
    }
    records.nextSource();
    try (RawReader reader = source.open()) {
      for (RawBatch batch = reader.next(); batch != null; batch = reader.next()) {
        records.add(batch, out);
      }
      omissions.ignored += reader.ignored();
    }
  }

  private TidemarkException nothing(List<Refusal> refusals) {
    boolean told = !refusals.isEmpty();
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "This is no recording of trades or quotes",
            told ? refusals.getFirst().why() : "no file in it holds any",
            told
                ? refusals.getFirst().fix()
                : "give a recorded session, LEAN ticks, or a CSV with symbol,ts,price,size")
        .withDetail("path", root);
  }
}
