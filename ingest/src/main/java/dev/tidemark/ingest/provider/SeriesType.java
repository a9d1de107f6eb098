package dev.tidemark.ingest.provider;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Kind of a series, and for bars their timeframe.
 *
 * @param timeframe present for bars, absent for everything else
 */
public record SeriesType(Kind kind, @Nullable Timeframe timeframe) {

  public static final SeriesType TRADES = new SeriesType(Kind.TRADES, null);
  public static final SeriesType QUOTES = new SeriesType(Kind.QUOTES, null);
  public static final SeriesType CORPORATE_ACTIONS = new SeriesType(Kind.CORPORATE_ACTIONS, null);

  public SeriesType {
    if ((kind == Kind.BARS) != (timeframe != null)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not a type of series",
              "bars have a timeframe, trades, quotes and corporate actions have none",
              "Name a timeframe for bars only")
          .withDetail("kind", kind)
          .withDetail("timeframe", timeframe);
    }
  }

  public static SeriesType bars(Timeframe timeframe) {
    return new SeriesType(Kind.BARS, timeframe);
  }

  /** {@code 1m} … {@code 1d}, {@code trades}, {@code quotes} or {@code actions}. */
  public static SeriesType parse(String code) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "trades", "ticks" -> TRADES;
      case "quotes" -> QUOTES;
      case "actions", "corporate_actions" -> CORPORATE_ACTIONS;
      default -> bars(Timeframe.parse(code));
    };
  }

  /** The name users write, as {@link #parse} reads it. */
  public String code() {
    return switch (kind) {
      case BARS -> timeframe == null ? "bars" : timeframe.code();
      case TRADES -> "trades";
      case QUOTES -> "quotes";
      case CORPORATE_ACTIONS -> "actions";
    };
  }

  @Override
  public String toString() {
    return code();
  }
}
