package dev.tidemark.golden;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** 04: trades to bars: final, as known, and as a stream emits them. */
final class TradeBarsTopic implements GoldenTopic {

  private static final String BARS = "bars_";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** A record with its place in the order of arrival. */
  private record Arrived(Trade trade, long arrival) {}

  @Override
  public String prefix() {
    return "04_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    for (Vector each : file.json().field("cases").elements()) {
      tally.section(each, () -> checkCase(each, tally));
    }
  }

  private static void checkCase(Vector each, Tally tally) {
    List<Arrived> records =
        each.field("trades").elements().stream().map(TradeBarsTopic::record).toList();
    List<Trade> trades = records.stream().map(Arrived::trade).toList();
    TradingCalendar calendar = TradingCalendar.of(calendar(each));
    boolean anyBars = checkBars(each, trades, Long.MAX_VALUE, calendar, tally);
    if (each.has("as_known")) {
      for (Vector view : each.field("as_known").elements()) {
        long known = view.field("known").integer();
        anyBars |= checkBars(view, trades, known, calendar, tally);
      }
    }
    if (each.has("stream")) {
      Vector stream = each.field("stream");
      tally.section(stream, () -> checkStream(stream, records, calendar, tally));
    } else if (!anyBars) {
      tally.fail(each.place() + ": no expected bars");
    }
  }

  /** Compares every {@code bars_<timeframe>} field; false if there is none, which is a failure. */
  private static boolean checkBars(
      Vector place, List<Trade> trades, long known, TradingCalendar calendar, Tally tally) {
    boolean any = false;
    for (String name : place.names()) {
      if (name.startsWith(BARS)) {
        any = true;
        Timeframe timeframe =
            Timeframe.find(name.substring(BARS.length()))
                .orElseThrow(() -> new MalformedVector(place.place(), "unknown field " + name));
        List<Bar> bars = TradeBars.asKnown(trades, known, BarRules.of(calendar, timeframe));
        List<Vector> expected = tally.paired(place.field(name), bars.size());
        for (int i = 0; i < expected.size(); i++) {
          checkBar(expected.get(i), bars.get(i), tally);
        }
      }
    }
    if (!any) {
      tally.fail(place.place() + ": no expected bars");
    }
    return any;
  }

  private static void checkStream(
      Vector stream, List<Arrived> records, TradingCalendar calendar, Tally tally) {
    List<Trade> trades =
        records.stream()
            .sorted(
                Comparator.comparingLong((Arrived each) -> each.trade().knownNanos())
                    .thenComparingLong(Arrived::arrival))
            .map(Arrived::trade)
            .toList();
    Timeframe timeframe = timeframe(stream.field("width_s"));
    BarRules rules = BarRules.of(calendar, timeframe);
    check(stream, StreamedBars.ofRevisions(trades, rules, policy(stream)), tally);
    if (timeframe == Timeframe.M1) { // which decides what is too late for the shorter ones
      check(stream, StreamedBars.ofFold(trades, rules, policy(stream)), tally);
    }
  }

  private static void check(Vector stream, StreamedBars streamed, Tally tally) {
    checkEmissions(stream.expected("emissions"), streamed.emissions(), tally);
    List<Vector> expected =
        tally.paired(stream.expected("quarantine"), streamed.quarantine().size());
    for (int i = 0; i < expected.size(); i++) {
      Trade trade = streamed.quarantine().get(i);
      tally.exact(expected.get(i).expected("trade_id"), trade.tradeId());
      tally.exact(expected.get(i).expected("version"), trade.version());
      tally.exact(expected.get(i).expected("reason"), streamed.reasons().get(i).name());
    }
  }

  private static void checkEmissions(Vector expected, List<BarRevision> actual, Tally tally) {
    List<Vector> emissions = tally.paired(expected, actual.size());
    for (int i = 0; i < emissions.size(); i++) {
      Vector emission = emissions.get(i);
      BarRevision revision = actual.get(i);
      tally.exact(emission.expected("known"), revision.knownNanos());
      tally.exact(emission.expected("label"), revision.startNanos());
      tally.exact(emission.expected("revision"), revision.revision());
      Vector bar = emission.expected("bar");
      Optional<Bar> content = revision.content();
      if (content.isEmpty()) {
        tally.absent(bar);
      } else {
        checkBar(bar, content.get(), tally);
      }
    }
  }

  private static void checkBar(Vector expected, Bar bar, Tally tally) {
    tally.exact(expected.expected("label"), bar.startNanos());
    tally.exact(expected.expected("open"), price(bar.open()));
    tally.exact(expected.expected("high"), price(bar.high()));
    tally.exact(expected.expected("low"), price(bar.low()));
    tally.exact(expected.expected("close"), price(bar.close()));
    tally.exact(expected.expected("volume"), decimal(bar.volume(), Decimals.PRICE_SCALE));
    tally.exact(expected.expected("notional"), decimal(bar.notional(), Decimals.NOTIONAL_SCALE));
    tally.exact(expected.expected("trade_count"), bar.tradeCount());
    tally.exact(expected.expected("vwap"), bar.vwap().orElse(null));
  }

  private static Arrived record(Vector trade) {
    boolean last = flag(trade, "upd_last");
    return new Arrived(
        new Trade(
            trade.field("trade_id").text(),
            trade.field("version").smallInteger(),
            op(trade.field("op")),
            trade.field("ts").integer(),
            trade.field("seq").integer(),
            scaled(trade.field("price")),
            scaled(trade.field("size")),
            trade.field("known").integer(),
            null,
            last,
            flag(trade, "upd_hilo"),
            flag(trade, "upd_vol")),
        trade.has("arrival") ? trade.field("arrival").integer() : 0);
  }

  private static boolean flag(Vector trade, String name) {
    return !trade.has(name) || trade.field(name).flag();
  }

  private static TradeOp op(Vector op) {
    for (TradeOp each : TradeOp.values()) {
      if (each.name().equals(op.text())) {
        return each;
      }
    }
    throw new MalformedVector(op.place(), "unknown op " + op.text());
  }

  private static long scaled(Vector decimal) {
    long scaled = Decimals.parseScaled(decimal.text(), Decimals.PRICE_SCALE);
    if (Decimals.isFailure(scaled)) {
      throw new MalformedVector(decimal.place(), "not a decimal of scale 8: " + decimal.text());
    }
    return scaled;
  }

  /**
   * A case may name its calendar. Those that do not are told apart by the words of their name, else
   * by the market open at their start.
   */
  private static CalendarId calendar(Vector each) {
    if (each.has("calendar")) {
      return SessionBucketsTopic.calendar(each.field("calendar"));
    }
    String name = each.has("name") ? each.field("name").text() : "";
    List<String> words = List.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1));
    if (words.contains("crypto")) {
      return CalendarId.CRYPTO_24X7;
    }
    if (words.contains("fx")) {
      return CalendarId.FX_24X5;
    }
    boolean newYorkOpen =
        TradingCalendar.of(CalendarId.XNYS).sessionAt(each.field("start").integer()).isPresent();
    return newYorkOpen ? CalendarId.XNYS : CalendarId.CRYPTO_24X7;
  }

  private static Timeframe timeframe(Vector seconds) {
    for (Timeframe timeframe : Timeframe.values()) {
      if (timeframe.seconds() == seconds.integer()) {
        return timeframe;
      }
    }
    throw new MalformedVector(seconds.place(), "no timeframe has this length");
  }

  private static LatenessPolicy policy(Vector stream) {
    return new LatenessPolicy(
        stream.field("allowed_lateness_s").integer() * NANOS_PER_SECOND,
        LatenessPolicy.DEFAULT.idleNanos(),
        stream.field("grace_h").integer() * 3_600 * NANOS_PER_SECOND);
  }

  private static String price(long unscaled) {
    return Decimals.toPlainString(unscaled, Decimals.PRICE_SCALE);
  }

  private static BigDecimal decimal(Int128 unscaled, int scale) {
    return unscaled.toBigDecimal(scale);
  }
}
