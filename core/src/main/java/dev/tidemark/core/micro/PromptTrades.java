package dev.tidemark.core.micro;

import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trades that are judged for being large, once the watermark has passed them (QUANT 2.4): per
 * trade what was told first, if it was a trade at a positive price and known at most ten seconds
 * after it happened. What is told later about a trade changes no judgement, so a judgement rests on
 * nothing that was known after {@link #judgedNanos}. Times are compared in microseconds, known
 * times rounded up.
 */
public final class PromptTrades {
  private static final long WATERMARK_MICROS = 10_000_000L;
  private static final long MICRO = 1_000L;

  private static final Comparator<Trade> TOLD =
      Comparator.comparingLong(PromptTrades::knownMicros)
          .thenComparingInt(Trade::version)
          .thenComparingLong(Trade::tsNanos);

  private PromptTrades() {}

  /** In the order of {@link Trade#ORDER}. */
  public static List<Trade> of(Collection<Trade> records) {
    Map<String, Trade> first = new HashMap<>();
    for (Trade record : records) {
      first.merge(record.tradeId(), record, (a, b) -> TOLD.compare(a, b) <= 0 ? a : b);
    }
    List<Trade> prompt = new ArrayList<>(first.size());
    for (Trade trade : first.values()) {
      if (isPrompt(trade)) {
        prompt.add(trade);
      }
    }
    prompt.sort(Trade.ORDER); // total, so the map's order does not show
    return prompt;
  }

  /** Whether a trade is judged, if this record of it was told first. */
  public static boolean isPrompt(Trade first) {
    return first.op() == TradeOp.NEW
        && first.price() > 0
        && knownMicros(first) <= Math.floorDiv(first.tsNanos(), MICRO) + WATERMARK_MICROS;
  }

  /** Whether of two records of a trade this one counts as told before the other. */
  public static boolean isToldBefore(Trade record, Trade other) {
    return TOLD.compare(record, other) < 0;
  }

  /** From when on the judgement of a trade at this time is known, nanoseconds UTC. */
  public static long judgedNanos(long tsNanos) {
    return (Math.floorDiv(tsNanos, MICRO) + WATERMARK_MICROS) * MICRO;
  }

  private static long knownMicros(Trade trade) {
    return Math.ceilDiv(trade.knownNanos(), MICRO);
  }
}
