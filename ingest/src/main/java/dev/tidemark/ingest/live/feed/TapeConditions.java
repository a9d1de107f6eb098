package dev.tidemark.ingest.live.feed;

import java.util.Set;

/**
 * What sale conditions of the consolidated tapes mean for bars, after the rules of CTA and UTP for
 * consolidated figures: by the numbers that Polygon gives them. A trade has several conditions;
 * each takes away what it takes away.
 */
final class TapeConditions {
  private static final int CLOSING_PRINT = 8;

  /** Average price, cash, form T, next day, price variation, seller, odd lot, contingent. */
  private static final Set<Integer> VOLUME_ONLY = Set.of(2, 7, 12, 13, 20, 21, 29, 37, 52, 53);

  /** Out of sequence, derivatively priced, prior reference price: not the last price. */
  private static final Set<Integer> NOT_LAST = Set.of(5, 10, 22, 32, 33);

  /** The official opening and closing price repeat trades; so does a corrected close. */
  private static final Set<Integer> NO_VOLUME = Set.of(15, 16, 38);

  private static final Set<Integer> NO_PRICE = Set.of(15, 16);

  private boolean last = true;
  private boolean hilo = true;
  private boolean volume = true;
  private boolean closing;

  void add(int condition) {
    boolean volumeOnly = VOLUME_ONLY.contains(condition) || NO_PRICE.contains(condition);
    last &= !volumeOnly && !NOT_LAST.contains(condition);
    hilo &= !volumeOnly;
    volume &= !NO_VOLUME.contains(condition);
    closing |= condition == CLOSING_PRINT;
  }

  boolean last() {
    return last;
  }

  boolean hilo() {
    return hilo;
  }

  boolean volume() {
    return volume;
  }

  boolean closing() {
    return closing;
  }
}
