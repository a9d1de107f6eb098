package dev.tidemark.ingest.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;

/** The decoder text of canonical rows: it names the series. */
public final class Decoder {

  private Decoder() {}

  public static String canonical(Series series) {
    Instrument instrument = series.instrument();
    return CanonicalRow.DECODER
        + "?"
        + String.join(
            "&",
            series.provider(),
            series.type().code(),
            instrument.assetClass().name(),
            instrument.calendar().name(),
            instrument.symbol());
  }

  /** The series a canonical decoder names. */
  public static Series series(String decoder) {
    String[] parts = decoder.substring(decoder.indexOf('?') + 1).split("&", 5);
    if (parts.length != 5) {
      throw TidemarkException.of(
              ErrorCode.CORRUPT,
              "Decoder of a dead letter cannot be read",
              "it does not name a series",
              "Replay the source itself")
          .withDetail("decoder", decoder);
    }
    return new Series(
        parts[0],
        new Instrument(
            parts[4], AssetClass.valueOf(parts[2]), CalendarId.valueOf(parts[3]), null, false),
        SeriesType.parse(parts[1]));
  }
}
