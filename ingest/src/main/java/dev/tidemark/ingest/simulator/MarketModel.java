package dev.tidemark.ingest.simulator;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Everything that defines a simulated instrument, besides the seed.
 *
 * @param symbol the name; it is also the address of the instrument's randomness
 * @param assetClass what it is
 * @param calendar its sessions
 * @param price how its price moves
 * @param activity how much it trades
 * @param planted windows with mean reversion; empty for none
 * @param epoch the history begins with the first session on or after this date
 * @param tickDays session dates whose minute bars are made from the ticks of that day, so that
 *     trades and bars of these days agree exactly
 */
public record MarketModel(
    String symbol,
    AssetClass assetClass,
    CalendarId calendar,
    PriceModel price,
    ActivityModel activity,
    List<PlantedWindow> planted,
    LocalDate epoch,
    Set<LocalDate> tickDays) {
  /** Copies the collections and checks that windows of a day do not overlap. */
  public MarketModel {
    planted = List.copyOf(planted);
    tickDays = Set.copyOf(tickDays);
    for (int i = 0; i < planted.size(); i++) {
      for (int j = i + 1; j < planted.size(); j++) {
        PlantedWindow a = planted.get(i);
        PlantedWindow b = planted.get(j);
        if (a.day() == b.day()
            && a.startMinute() < b.endMinute()
            && b.startMinute() < a.endMinute()) {
          throw new IllegalArgumentException(
              "planted windows overlap [first=" + a + ", second=" + b + "]");
        }
      }
    }
  }

  /** The instrument as the registry knows it. */
  public Instrument instrument() {
    return new Instrument(symbol, assetClass, calendar, price.tickSize(), false);
  }

  /** Stable 32-bit address of the symbol (FNV-1a over its characters). */
  int streamId() {
    int hash = 0x811C9DC5;
    for (int i = 0; i < symbol.length(); i++) {
      hash = (hash ^ symbol.charAt(i)) * 0x01000193;
    }
    return hash;
  }
}
