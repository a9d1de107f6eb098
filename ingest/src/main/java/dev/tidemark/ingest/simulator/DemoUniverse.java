package dev.tidemark.ingest.simulator;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.CalendarId;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The instruments that the provider {@code simulator} knows by name. The planted windows are the
 * truth an analysis must find: in SIMA Tuesdays and Thursdays 11:30-12:30, in SIMB Mondays,
 * Wednesdays and Fridays 13:30-14:30 (New York). NOISE has no bounce, no drift and no planted
 * window: nothing in it can be predicted.
 */
public final class DemoUniverse {
  /** Default seed of the demo. */
  public static final long SEED = 20_250_630L;

  /** First session date of the demo's five years. */
  public static final LocalDate FROM = LocalDate.of(2020, 7, 1);

  /** Last session date of the demo's five years. */
  public static final LocalDate TO = LocalDate.of(2025, 6, 30);

  /** The day with trades and quotes. */
  public static final LocalDate TICK_DAY = TO;

  private static final LocalDate EPOCH = LocalDate.of(2015, 1, 1);
  private static final long SHARE = 100_000_000L;

  private DemoUniverse() {}

  /** The three instruments of the demo. */
  public static List<MarketModel> demo() {
    return List.of(sima(), simb(), noise());
  }

  /** Every named instrument. */
  public static List<MarketModel> all() {
    return List.of(sima(), simb(), noise(), coin(), fx());
  }

  /** The model of a symbol. */
  public static Optional<MarketModel> find(String symbol) {
    return all().stream().filter(m -> m.symbol().equals(symbol)).findFirst();
  }

  private static MarketModel sima() {
    return new MarketModel(
        "SIMA",
        AssetClass.EQUITY,
        CalendarId.XNYS,
        new PriceModel(price("142.50"), price("0.01"), 0.24, 0.25, 0.8, true, 0.25, 0.35),
        new ActivityModel(SHARE, 6_000_000, 60, 100_000, 0.0),
        List.of(planted(DayOfWeek.TUESDAY, 120), planted(DayOfWeek.THURSDAY, 120)),
        EPOCH,
        Set.of(TICK_DAY));
  }

  private static MarketModel simb() {
    return new MarketModel(
        "SIMB",
        AssetClass.EQUITY,
        CalendarId.XNYS,
        new PriceModel(price("61.20"), price("0.01"), 0.32, 0.25, 0.6, true, 0.25, 0.35),
        new ActivityModel(SHARE, 2_500_000, 80, 30_000, 0.002),
        List.of(
            planted(DayOfWeek.MONDAY, 240),
            planted(DayOfWeek.WEDNESDAY, 240),
            planted(DayOfWeek.FRIDAY, 240)),
        EPOCH,
        Set.of());
  }

  private static MarketModel noise() {
    return new MarketModel(
        "NOISE",
        AssetClass.EQUITY,
        CalendarId.XNYS,
        new PriceModel(price("250.00"), price("0.01"), 0.25, 0.25, 0.0, false, 0.25, 0.35),
        new ActivityModel(SHARE, 4_000_000, 100, 40_000, 0.0),
        List.of(),
        EPOCH,
        Set.of());
  }

  private static MarketModel coin() {
    return new MarketModel(
        "SIMCOIN",
        AssetClass.CRYPTO,
        CalendarId.CRYPTO_24X7,
        new PriceModel(price("20000.00"), price("0.01"), 0.6, 0.0, 40.0, true, 0.25, 0.4),
        new ActivityModel(1L, 1.2e12, 2.4e6, 500_000, 0.001),
        List.of(),
        EPOCH,
        Set.of(TICK_DAY));
  }

  private static MarketModel fx() {
    return new MarketModel(
        "SIMFX",
        AssetClass.FX,
        CalendarId.FX_24X5,
        new PriceModel(price("1.10000"), price("0.00001"), 0.08, 0.05, 4.0, true, 0.2, 0.3),
        new ActivityModel(SHARE, 90_000, 1, 90_000, 0.001),
        List.of(),
        EPOCH,
        Set.of());
  }

  private static PlantedWindow planted(DayOfWeek day, int startMinute) {
    return new PlantedWindow(day, startMinute, startMinute + 60, 0.8, 5);
  }

  private static BigDecimal price(String text) {
    return new BigDecimal(text);
  }
}
