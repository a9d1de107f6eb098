package dev.tidemark.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.BarRevisions;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.StreamStep;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FoldLawsTest {
  private static final LatenessPolicy POLICY = LatenessPolicy.DEFAULT;
  private static final List<Timeframe> TIMEFRAMES =
      List.of(Timeframe.S1, Timeframe.S5, Timeframe.M1);

  private static InstrumentRules rules(long seed) {
    return switch (Math.floorMod(seed, 4)) {
      case 0 -> new InstrumentRules(TradingCalendar.of(CalendarId.CRYPTO_24X7), false);
      case 1 -> new InstrumentRules(TradingCalendar.of(CalendarId.XNYS), false);
      default -> new InstrumentRules(TradingCalendar.of(CalendarId.XNYS), true);
    };
  }

  /** A fold that is stored and opened again now and then, with little in memory. */
  private static final class Restless {
    private final InstrumentRules rules;
    private final SplittableRandom random;
    private final MemoryFoldStore store = new MemoryFoldStore();
    private final Told told = new Told();
    private InstrumentFold fold;

    Restless(long seed) {
      rules = rules(seed);
      random = new SplittableRandom(~seed);
      fold = open();
    }

    private InstrumentFold open() {
      ShelfSize size = new ShelfSize(1 + random.nextInt(3), 1 + random.nextInt(20));
      return InstrumentFold.open("test/A", rules, POLICY, store, size);
    }

    InstrumentFold fold() {
      if (random.nextInt(4) == 0) {
        fold.flush();
      }
      if (random.nextInt(6) == 0) {
        fold.flush();
        fold = open();
      }
      return fold;
    }
  }

  /** The bars of one timeframe, as {@link BarRevisions} tells them. */
  private static final class Reference {
    private final BarRevisions bars;
    private final List<BarRevision> told = new ArrayList<>();
    private long greatestKnown = Long.MIN_VALUE;

    Reference(BarRules rules) {
      bars = new BarRevisions(rules, POLICY);
    }

    boolean accept(Trade record) {
      StreamStep step = bars.accept(record);
      told.addAll(step.revisions());
      if (step.quarantine().isEmpty()) {
        greatestKnown = Math.max(greatestKnown, record.knownNanos());
      }
      return step.quarantine().isEmpty();
    }

    void clock(long known) {
      for (BarRevision each : bars.idle(known).revisions()) {
        long idle = each.content().map(Bar::endNanos).orElseThrow() + 15 * FoldLog.SECOND;
        told.add(
            new BarRevision(
                each.startNanos(), each.revision(), Math.max(idle, greatestKnown), each.content()));
      }
    }
  }

  @Property(tries = 400)
  void everyTimeframeIsToldAsIfItWereAlone(@ForAll long seed) {
    Restless restless = new Restless(seed);
    Map<Timeframe, Reference> references = new LinkedHashMap<>();
    TIMEFRAMES.forEach(each -> references.put(each, new Reference(restless.rules.bars(each))));
    Map<String, Integer> versions = new TreeMap<>();
    List<String> expected = new ArrayList<>();
    List<Trade> records = FoldLog.trades(seed);
    for (Trade record : records) {
      if (restless.random.nextInt(5) == 0) {
        long clock = record.knownNanos() - restless.random.nextLong(30 * FoldLog.SECOND);
        restless.fold().clock(clock, restless.told);
        references.values().forEach(each -> each.clock(clock));
      }
      restless.fold().trade(record, restless.told);
      references.values().forEach(each -> each.accept(record));
      boolean news = versions.getOrDefault(record.tradeId(), 0) < record.version();
      versions.merge(record.tradeId(), record.version(), Math::max);
      expected.add((news ? "accepted " : "repeated ") + record.tradeId());
    }
    assertThat(restless.told.lines.stream().filter(line -> line.matches("(acc|rep).*")))
        .containsExactlyElementsOf(expected);
    closeByDeadlines(restless);
    references.values().forEach(each -> each.clock(FoldLog.START + 48 * FoldLog.HOUR));
    references.forEach(
        (timeframe, reference) -> {
          List<BarRevision> told = restless.told.bars(timeframe);
          assertThat(told).as(timeframe.code()).isEqualTo(reference.told);
          assertThat(last(told))
              .containsExactlyElementsOf(
                  TradeBars.asKnown(records, Long.MAX_VALUE, restless.rules.bars(timeframe)));
        });
  }

  private static void closeByDeadlines(Restless restless) {
    for (long at = restless.fold().nextDeadlineNanos();
        at != Long.MAX_VALUE;
        at = restless.fold().nextDeadlineNanos()) {
      restless.fold().clock(at, restless.told);
    }
  }

  @Property(tries = 300)
  void minutesAreSetAsideAndForgottenAsIfTheyWereAlone(@ForAll long seed) {
    Restless restless = new Restless(seed);
    Reference reference = new Reference(restless.rules.bars(Timeframe.M1));
    List<String> setAside = new ArrayList<>();
    List<Trade> accepted = new ArrayList<>();
    for (Trade record : FoldLog.days(seed)) {
      restless.fold().trade(record, restless.told);
      if (reference.accept(record)) {
        accepted.add(record);
      } else {
        setAside.add("TOO_LATE " + record.tradeId());
      }
    }
    closeByDeadlines(restless);
    reference.clock(FoldLog.START + 400 * FoldLog.HOUR);
    assertThat(restless.told.lines.stream().filter(line -> line.startsWith("TOO_LATE")))
        .containsExactlyElementsOf(setAside);
    assertThat(restless.told.bars(Timeframe.M1)).isEqualTo(reference.told);
    restless.fold.flush();
    assertThat(restless.store.idEntries()).isLessThanOrEqualTo(accepted.size());
  }

  @Property(tries = 300)
  void quotesAloneFormTheBarsOfTheirMiddles(@ForAll long seed) {
    Restless restless = new Restless(seed);
    List<Quote> first = new ArrayList<>();
    for (Quote record : FoldLog.quotes(seed)) {
      if (restless.random.nextInt(5) == 0) {
        restless.fold().clock(record.knownNanos(), restless.told);
      }
      restless.fold().quote(record, restless.told);
      if (restless.told.lines.getLast().startsWith("repeated")) {
        continue;
      }
      if (first.stream()
          .noneMatch(q -> q.tsNanos() == record.tsNanos() && q.seq() == record.seq())) {
        first.add(record);
      }
    }
    closeByDeadlines(restless);
    first.sort(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq));
    for (Timeframe timeframe : TIMEFRAMES) {
      BarColumns bars =
          ColumnarBars.ofMids(
              first.size(),
              first.stream().mapToLong(Quote::tsNanos).toArray(),
              first.stream().mapToLong(Quote::bid).toArray(),
              first.stream().mapToLong(Quote::ask).toArray(),
              restless.rules.bars(timeframe));
      assertThat(last(restless.told.bars(timeframe))).containsExactlyElementsOf(bars.bars());
    }
  }

  /** A timer that is set for a time gone by would fire again and again. */
  @Property(tries = 200)
  void nothingIsDueBeforeTheClock(@ForAll long seed) {
    Restless restless = new Restless(seed);
    List<Quote> quotes = FoldLog.quotes(seed);
    List<Trade> trades = (seed & 8) == 0 ? FoldLog.trades(seed) : List.of();
    int quote = 0;
    int trade = 0;
    while (quote < quotes.size() || trade < trades.size()) {
      boolean trading =
          quote == quotes.size()
              || (trade < trades.size()
                  && trades.get(trade).knownNanos() < quotes.get(quote).knownNanos());
      long known = trading ? trades.get(trade).knownNanos() : quotes.get(quote).knownNanos();
      long clock = known - known % FoldLog.SECOND;
      restless.fold().clock(clock, restless.told);
      if (trading) {
        restless.fold().trade(trades.get(trade++), restless.told);
      } else {
        restless.fold().quote(quotes.get(quote++), restless.told);
      }
      assertThat(restless.fold().nextDeadlineNanos()).isGreaterThan(clock);
    }
  }

  @Property(tries = 200)
  void oneTradeMakesAllBarsThoseOfTrades(@ForAll long seed) {
    Restless restless = new Restless(seed);
    List<Quote> quotes = FoldLog.quotes(seed);
    List<Trade> trades = FoldLog.trades(seed);
    int quote = 0;
    for (Trade trade : trades) {
      for (;
          quote < quotes.size() && quotes.get(quote).knownNanos() < trade.knownNanos();
          quote++) {
        restless.fold().quote(quotes.get(quote), restless.told);
      }
      restless.fold().trade(trade, restless.told);
    }
    closeByDeadlines(restless);
    for (Timeframe timeframe : TIMEFRAMES) {
      List<BarRevision> told = restless.told.bars(timeframe);
      assertThat(last(told))
          .containsExactlyElementsOf(
              TradeBars.asKnown(trades, Long.MAX_VALUE, restless.rules.bars(timeframe)));
      Map<Long, Integer> revisions = new TreeMap<>();
      told.forEach(
          each ->
              assertThat(each.revision())
                  .isEqualTo(revisions.merge(each.startNanos(), 0, (before, zero) -> before + 1)));
    }
  }

  /** What was told last of each bar, without those that vanished. */
  private static List<Bar> last(List<BarRevision> told) {
    Map<Long, Bar> last = new TreeMap<>();
    for (BarRevision each : told) {
      each.content()
          .ifPresentOrElse(
              bar -> last.put(each.startNanos(), bar), () -> last.remove(each.startNanos()));
    }
    return List.copyOf(last.values());
  }
}
