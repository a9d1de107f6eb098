package dev.tidemark.core.model;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One record about a trade. Several records with the same {@code tradeId} tell the story of one
 * trade; the greatest version known at a time counts.
 *
 * @param tradeId name of the trade, unique per venue and instrument
 * @param version 1 for the first record, greater for later ones
 * @param op what this record says
 * @param tsNanos event time, nanoseconds UTC
 * @param seq venue's sequence number; orders trades of the same nanosecond
 * @param price unscaled, scale 8
 * @param size unscaled, scale 8; never negative
 * @param knownNanos when this record could first have been known, nanoseconds UTC
 * @param side aggressor, if the venue tells it
 * @param updLast whether it sets open and close; implies {@code updHilo}
 * @param updHilo whether it sets high and low
 * @param updVol whether it counts in volume, notional and trade count
 * @param closingAuction whether the venue flags it as a print of the closing auction; such a print
 *     may count in the last bar although it comes after the close
 */
public record Trade(
    String tradeId,
    int version,
    TradeOp op,
    long tsNanos,
    long seq,
    long price,
    long size,
    long knownNanos,
    @Nullable Side side,
    boolean updLast,
    boolean updHilo,
    boolean updVol,
    boolean closingAuction) {

  /** The total order in which trades form bars: event time, sequence, id by its UTF-8 bytes. */
  public static final Comparator<Trade> ORDER = Trade::compare;

  public Trade {
    if (size < 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_INPUT,
              "Trade has a negative size",
              "a size counts units and is zero or more",
              "Reject the record before it becomes a trade")
          .withDetail("tradeId", tradeId)
          .withDetail("size", size);
    }
    updHilo |= updLast;
  }

  /** A trade that is not flagged as closing auction. */
  public Trade(
      String tradeId,
      int version,
      TradeOp op,
      long tsNanos,
      long seq,
      long price,
      long size,
      long knownNanos,
      @Nullable Side side,
      boolean updLast,
      boolean updHilo,
      boolean updVol) {
    this(
        tradeId,
        version,
        op,
        tsNanos,
        seq,
        price,
        size,
        knownNanos,
        side,
        updLast,
        updHilo,
        updVol,
        false);
  }

  /** A plain new trade: version 1, all flags set, side unknown. */
  public static Trade of(
      String tradeId, long tsNanos, long seq, long price, long size, long knownNanos) {
    return new Trade(
        tradeId, 1, TradeOp.NEW, tsNanos, seq, price, size, knownNanos, null, true, true, true);
  }

  private static int compare(Trade a, Trade b) {
    if (a.tsNanos != b.tsNanos) {
      return a.tsNanos < b.tsNanos ? -1 : 1;
    }
    return a.seq != b.seq ? Long.compare(a.seq, b.seq) : compareIds(a.tradeId, b.tradeId);
  }

  /**
   * Compares ids by their UTF-8 bytes, which is the order of code points; {@code String.compareTo}
   * differs for characters beyond the basic plane.
   */
  public static int compareIds(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothSurrogates = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothSurrogates ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
