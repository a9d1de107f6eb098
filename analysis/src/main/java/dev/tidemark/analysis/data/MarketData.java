package dev.tidemark.analysis.data;

import java.util.List;
import java.util.Optional;

/** The data port of the analysis. Implementations are thread-safe. */
public interface MarketData {

  /** What is stored of a ticker, if anything. */
  Optional<TickerInfo> ticker(String ticker);

  /** The names of all tickers that have bars, in ascending order. */
  List<String> tickers();

  /**
   * The bars of the request on the grid of its calendar, adjusted for splits known at {@code
   * asKnown} (not for dividends).
   *
   * @throws dev.tidemark.core.error.TidemarkException NOT_FOUND if the ticker or its bars at the
   *     interval do not exist
   */
  SessionBars bars(BarsRequest request);

  /**
   * The quotes that prevail at the open and at the close of each bar, if quotes of the ticker are
   * stored for the period.
   *
   * @param maxAgeSeconds an older quote does not count
   */
  Optional<BarQuotes> quotes(BarsRequest request, SessionBars bars, int maxAgeSeconds);

  /**
   * Names the state of the stored data that answers to the request are made of: two requests that
   * differ only in {@code asKnown} and have the same revision get the same bars and quotes. Costs
   * about a millisecond, so that a server may ask per request what it may reuse.
   *
   * <p>An implementation that cannot tell keeps this default, which makes nothing reusable.
   */
  default String revision(BarsRequest request) {
    return request.asKnown().toString();
  }
}
