package dev.tidemark.golden;

import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.micro.EffectiveSpread;
import dev.tidemark.core.micro.MinuteSpread;
import dev.tidemark.core.micro.TimeWeightedSpread;
import dev.tidemark.core.micro.TradeSpread;
import dev.tidemark.core.number.Decimals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spread part of 03: trades against prevailing quotes, and time-weighted minutes. */
final class SpreadCheck {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * NANOS_PER_SECOND;

  private record Quote(long ts, long seq, long bid, long ask) {}

  private SpreadCheck() {}

  static void check(Vector spread, Tally tally) {
    long maxAge = spread.field("max_quote_age_s").integer() * NANOS_PER_SECOND;
    List<Quote> quotes = new ArrayList<>();
    for (Vector each : spread.field("quotes").elements()) {
      quotes.add(
          new Quote(
              each.field("ts").integer(),
              each.field("seq").integer(),
              price(each.field("bid")),
              price(each.field("ask"))));
    }
    quotes.sort(Comparator.comparingLong(Quote::ts).thenComparingLong(Quote::seq));
    checkTrades(spread, quotes, maxAge, tally);
    checkMinutes(spread, quotes, maxAge, tally);
  }

  private static void checkTrades(Vector spread, List<Quote> quotes, long maxAge, Tally tally) {
    List<Vector> trades = spread.field("trades").elements();
    List<Vector> expected = tally.paired(spread.expected("expected_trades"), trades.size());
    EffectiveSpread fold = new EffectiveSpread(maxAge);
    int next = 0;
    for (int i = 0; i < expected.size(); i++) {
      Vector trade = trades.get(i);
      long ts = trade.field("ts").integer();
      for (; next < quotes.size() && quotes.get(next).ts() <= ts; next++) {
        fold.quote(quotes.get(next).ts(), quotes.get(next).bid(), quotes.get(next).ask());
      }
      Optional<TradeSpread> result = fold.trade(ts, price(trade.field("price")));
      tally.exact(expected.get(i).expected("trade_id"), trade.field("trade_id").text());
      checkTrade(expected.get(i), result, tally);
    }
  }

  private static void checkTrade(Vector expected, Optional<TradeSpread> result, Tally tally) {
    double none = Double.NaN;
    tally.close(expected.expected("quoted"), result.map(TradeSpread::quoted).orElse(none));
    tally.close(
        expected.expected("relative_bps"), result.map(TradeSpread::relativeBps).orElse(none));
    tally.close(expected.expected("effective"), result.map(TradeSpread::effective).orElse(none));
    tally.close(
        expected.expected("effective_bps"), result.map(TradeSpread::effectiveBps).orElse(none));
    Vector sign = expected.expected("sign");
    result.ifPresentOrElse(r -> tally.exact(sign, r.sign()), () -> tally.absent(sign));
  }

  private static void checkMinutes(Vector spread, List<Quote> quotes, long maxAge, Tally tally) {
    Map<Long, MinuteSpread> minutes = new HashMap<>();
    TimeWeightedSpread fold =
        new TimeWeightedSpread(maxAge, minute -> minutes.put(minute.startNanos(), minute));
    for (Quote quote : quotes) {
      fold.quote(quote.ts(), quote.bid(), quote.ask());
    }
    if (!quotes.isEmpty()) {
      fold.advanceTo(quotes.getLast().ts() + maxAge + MINUTE);
    }
    for (Vector each : spread.field("expected_minutes").elements()) {
      long start = each.field("start").integer();
      if (start % MINUTE != 0) {
        throw new MalformedVector(each.place(), "does not start on a minute");
      }
      MinuteSpread minute = minutes.get(start);
      tally.close(each.expected("tw_quoted"), minute == null ? Double.NaN : minute.quoted());
      tally.close(
          each.expected("tw_relative_bps"), minute == null ? Double.NaN : minute.relativeBps());
      tally.close(each.expected("coverage"), minute == null ? 0.0 : minute.coverage());
    }
    if (maxAge == MINUTE) {
      compareStreamed(quotes, minutes);
    }
  }

  /** The stream must say the same bits; it tells of minutes that no quote covers, too. */
  private static void compareStreamed(List<Quote> quotes, Map<Long, MinuteSpread> minutes) {
    Map<Long, MinuteSpread> streamed = new HashMap<>();
    List<dev.tidemark.core.model.Quote> told =
        quotes.stream()
            .map(
                q ->
                    new dev.tidemark.core.model.Quote(
                        q.ts(), q.seq(), q.bid(), q.ask(), null, null, q.ts()))
            .toList();
    for (FeatureRevision revision : StreamedFeatures.features(told)) {
      if (revision.group() == FeatureGroup.QUOTES && revision.values()[4] > 0) {
        double[] values = revision.values();
        long start = revision.startNanos();
        streamed.put(start, new MinuteSpread(start, values[2], values[3], values[4]));
      }
    }
    if (!streamed.equals(minutes)) {
      throw new IllegalStateException("the stream and one run disagree about spreads of minutes");
    }
  }

  static long price(Vector text) {
    long unscaled = Decimals.parseScaled(text.text(), Decimals.PRICE_SCALE);
    if (Decimals.isFailure(unscaled)) {
      throw new MalformedVector(text.place(), "expected a decimal of at most 8 places");
    }
    return unscaled;
  }
}
