package dev.tidemark.ingest.simulator;

/**
 * Trades and quotes of a stretch of time as columns, ascending by time. Prices and sizes are
 * unscaled at scale 8, times nanoseconds UTC. The arrays may be longer than the sizes and are
 * shared with the reader: do not write to them.
 *
 * @param trades number of trades
 * @param tradeTime event times; sweeps repeat a time
 * @param tradeKnown when the venue published the trade
 * @param tradeNumber venue trade ids, unique per instrument over all sessions
 * @param price trade prices
 * @param size trade sizes
 * @param buy true when the buyer was the aggressor
 * @param quotes number of quotes
 * @param quoteTime event times of the quotes
 * @param bid best bids
 * @param ask best asks, always above the bid
 * @param bidSize sizes at the bid
 * @param askSize sizes at the ask
 */
@SuppressWarnings("ArrayRecordComponent") // columns, read and never compared
public record SimulatedTicks(
    int trades,
    long[] tradeTime,
    long[] tradeKnown,
    long[] tradeNumber,
    long[] price,
    long[] size,
    boolean[] buy,
    int quotes,
    long[] quoteTime,
    long[] bid,
    long[] ask,
    long[] bidSize,
    long[] askSize) {
  private static final long[] NONE = {};

  static final SimulatedTicks EMPTY =
      new SimulatedTicks(
          0, NONE, NONE, NONE, NONE, NONE, new boolean[0], 0, NONE, NONE, NONE, NONE, NONE);

  static SimulatedTicks allocate(int trades) {
    return new SimulatedTicks(
        trades,
        new long[trades],
        new long[trades],
        new long[trades],
        new long[trades],
        new long[trades],
        new boolean[trades],
        0,
        new long[trades],
        new long[trades],
        new long[trades],
        new long[trades],
        new long[trades]);
  }

  SimulatedTicks withQuotes(int count) {
    return new SimulatedTicks(
        trades,
        tradeTime,
        tradeKnown,
        tradeNumber,
        price,
        size,
        buy,
        count,
        quoteTime,
        bid,
        ask,
        bidSize,
        askSize);
  }
}
