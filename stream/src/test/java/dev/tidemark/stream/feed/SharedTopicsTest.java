package dev.tidemark.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * Listeners hear everything they ask for once, in the order of each partition, or are told why not.
 */
class SharedTopicsTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Interest ALL = new Interest(Set.of(Interest.ALL), Optional.empty());

  private final MemoryFeedLog log = new MemoryFeedLog(3);

  private SharedTopics topics(int most, int readers, int falls) {
    return new SharedTopics(
        feed -> log,
        feed -> SharedTopicsTest::decode,
        new FeedOptions(
            most, 1 << 20, Duration.ofMinutes(1), readers, Duration.ofMinutes(1), falls),
        System::nanoTime);
  }

  private static @org.jspecify.annotations.Nullable FeedDocument decode(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return text.equals("poison") ? null : new FeedDocument(text.split(" ", 2)[0], value);
  }

  @Test
  void aListenerHearsWhatIsToldAfterItCame() throws Exception {
    log.append(0, "sim/BTC", "before");
    try (SharedTopics topics = topics(100, 1, 0);
        LiveTopics.Subscription one = topics.subscribe(Feed.TRADES, ALL, new Start.Live());
        LiveTopics.Subscription two = topics.subscribe(Feed.TRADES, ALL, new Start.Live())) {
      log.append(0, "sim/BTC", "first");
      log.append(0, "sim/BTC", null);
      log.append(0, "sim/BTC", "second");
      assertThat(hear(one, 2)).containsExactly("first", "second");
      assertThat(hear(two, 2)).containsExactly("first", "second");
      assertThat(log.opened()).as("one reader for both").isEqualTo(1);
    }
  }

  @Test
  void symbolsSourcesAndTimeframesAreChosen() throws Exception {
    Interest chosen = new Interest(Set.of("BTC@sim", "EUR/USD"), Optional.of("1m"));
    try (SharedTopics topics = topics(100, 1, 0);
        LiveTopics.Subscription it = topics.subscribe(Feed.BARS, chosen, new Start.Live())) {
      log.append(0, "sim/BTC", "1m yes");
      log.append(0, "other/BTC", "1m other source");
      log.append(0, "sim/BTC", "1s other timeframe");
      log.append(0, "sim/ETH", "1m other symbol");
      log.append(0, "sim/BTC", "poison");
      log.append(0, "sim/EUR/USD", "1m yes too");
      assertThat(hear(it, 2)).containsExactly("1m yes", "1m yes too");
    }
  }

  @Test
  void whoComesBackHearsWhatItMissedFromMemory() throws Exception {
    try (SharedTopics topics = topics(100, 0, 0)) {
      Positions last = listen(topics, "one");
      log.append(0, "sim/BTC", "missed");
      log.append(1, "sim/ETH", "missed too");
      try (LiveTopics.Subscription again =
          topics.subscribe(Feed.TRADES, ALL, new Start.After(last))) {
        log.append(0, "sim/BTC", "new");
        assertThat(hear(again, 3)).containsExactlyInAnyOrder("missed", "missed too", "new");
      }
    }
  }

  @Test
  void whatIsNotInMemoryAnyMoreIsReadFromTheLog() throws Exception {
    try (SharedTopics topics = topics(2, 2, 1_000)) {
      Positions last = listen(topics, "one");
      List<String> missed = new ArrayList<>();
      try (LiveTopics.Subscription keepsReading =
          topics.subscribe(Feed.TRADES, ALL, new Start.Live())) {
        for (int i = 0; i < 200; i++) {
          missed.add("missed " + i);
          log.append(0, "sim/BTC", "missed " + i);
        }
        drain(keepsReading);
        try (LiveTopics.Subscription again =
            topics.subscribe(Feed.TRADES, ALL, new Start.After(last))) {
          log.append(0, "sim/BTC", "new");
          missed.add("new");
          assertThat(hear(again, 201)).containsExactlyElementsOf(missed);
        }
      }
      assertThat(log.openNow()).as("the reader of its own is gone").isEqualTo(1);
    }
  }

  @Test
  void whatTheLogForgotIsToldAsAGap() throws Exception {
    for (int i = 0; i < 10; i++) {
      log.append(0, "sim/BTC", "old " + i);
    }
    log.forget(0, 7);
    Positions early = Positions.parse("0:2,1:0,2:0").orElseThrow();
    try (SharedTopics topics = topics(100, 1, 0);
        LiveTopics.Subscription it = topics.subscribe(Feed.TRADES, ALL, new Start.After(early))) {
      Delivery first = it.next(SOON);
      assertThat(first.gaps()).containsExactly(new Delivery.Gap(0, 2, 7));
      assertThat(texts(first.events())).containsExactly("old 7", "old 8", "old 9");
    }
  }

  @Test
  void positionsBeyondTheEndAreThoseOfAnotherLog() throws Exception {
    log.append(0, "sim/BTC", "old");
    Positions beyond = Positions.parse("0:500,1:0,2:0").orElseThrow();
    try (SharedTopics topics = topics(100, 1, 0);
        LiveTopics.Subscription it = topics.subscribe(Feed.TRADES, ALL, new Start.After(beyond))) {
      assertThat(it.next(SOON).gaps()).containsExactly(new Delivery.Gap(0, 1, 500));
      log.append(0, "sim/BTC", "new");
      assertThat(hear(it, 1)).containsExactly("new");
      assertThatThrownBy(
              () ->
                  topics.subscribe(
                      Feed.TRADES, ALL, new Start.After(Positions.parse("0:1").orElseThrow())))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }

  @Test
  void whoIsTooSlowIsCut() throws Exception {
    try (SharedTopics topics = topics(10, 1, 0);
        LiveTopics.Subscription slow = topics.subscribe(Feed.TRADES, ALL, new Start.Live());
        LiveTopics.Subscription fast = topics.subscribe(Feed.TRADES, ALL, new Start.Live())) {
      for (int i = 0; i < 11; i++) {
        log.append(0, "sim/BTC", "event " + i);
        hear(fast, 1);
      }
      assertThat(slow.next(SOON).end()).contains(Delivery.End.SLOW_CLIENT);
    }
  }

  @Test
  void whoFellBehindOnceReadsForItselfAndMissesNothing() throws Exception {
    try (SharedTopics topics = topics(10, 1, 1);
        LiveTopics.Subscription slow = topics.subscribe(Feed.TRADES, ALL, new Start.Live());
        LiveTopics.Subscription fast = topics.subscribe(Feed.TRADES, ALL, new Start.Live())) {
      for (int i = 0; i < 40; i++) {
        log.append(0, "sim/BTC", "event " + i);
        hear(fast, 1);
      }
      assertThat(hear(slow, 40)).hasSize(40).doesNotHaveDuplicates();
    }
  }

  @Test
  void onlySoManyReadForThemselves() {
    try (SharedTopics topics = topics(10, 1, 0)) {
      LiveTopics.Subscription first =
          topics.subscribe(Feed.TRADES, ALL, new Start.Since(Instant.EPOCH));
      assertThatThrownBy(() -> topics.subscribe(Feed.BARS, ALL, new Start.Since(Instant.EPOCH)))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
      first.close();
      topics.subscribe(Feed.BARS, ALL, new Start.Since(Instant.EPOCH)).close();
    }
  }

  @Test
  void aLogThatGoesAwayEndsTheFeedAndOneThatComesBackServesAnew() throws Exception {
    try (SharedTopics topics = topics(10, 1, 0)) {
      LiveTopics.Subscription it = topics.subscribe(Feed.TRADES, ALL, new Start.Live());
      Positions begin = it.begin();
      log.away(true);
      assertThat(it.next(SOON).end()).contains(Delivery.End.LOG_UNAVAILABLE);
      it.close();
      assertThatThrownBy(() -> topics.subscribe(Feed.TRADES, ALL, new Start.Live()))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      log.away(false);
      log.append(0, "sim/BTC", "missed");
      try (LiveTopics.Subscription again =
          topics.subscribe(Feed.TRADES, ALL, new Start.After(begin))) {
        assertThat(hear(again, 1)).containsExactly("missed");
      }
    }
  }

  @Test
  void closingEndsEveryFeed() throws Exception {
    SharedTopics topics = topics(10, 1, 0);
    LiveTopics.Subscription it = topics.subscribe(Feed.ALERTS, ALL, new Start.Live());
    topics.close();
    assertThat(it.next(SOON).end()).contains(Delivery.End.CLOSED);
    assertThat(log.openNow()).isZero();
  }

  /** However often it leaves and comes back, a listener hears every event once and in order. */
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void nothingIsLostAndNothingComesTwice(@ForAll long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryFeedLog fresh = new MemoryFeedLog(3);
    try (SharedTopics topics =
        new SharedTopics(
            feed -> fresh,
            feed -> SharedTopicsTest::decode,
            new FeedOptions(1 + random.nextInt(30), 1 << 20, Duration.ofMinutes(1), 1, SOON, 1_000),
            System::nanoTime)) {
      List<List<String>> told = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      List<List<String>> heard = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      LiveTopics.Subscription it = topics.subscribe(Feed.TRADES, ALL, new Start.Live());
      Positions at = it.begin();
      for (int step = 0; step < 60; step++) {
        for (int i = random.nextInt(12); i > 0; i--) {
          int partition = random.nextInt(3);
          if (random.nextInt(5) == 0) {
            fresh.append(partition, "", null);
          } else {
            String text = step + "." + i;
            told.get(partition).add(text);
            fresh.append(partition, "sim/X" + partition, text);
          }
        }
        if (random.nextInt(4) == 0) {
          it.close();
          it = topics.subscribe(Feed.TRADES, ALL, new Start.After(at.copy()));
        }
        if (random.nextInt(3) > 0) {
          Delivery some = it.next(Duration.ZERO);
          assertThat(some.end()).isEmpty();
          // A client may go away in the middle of what it was sent.
          int read = random.nextInt(3) == 0 ? some.events().size() / 2 : some.events().size();
          List<LiveEvent> events = some.events().subList(0, read);
          take(events, heard, at);
          if (read < some.events().size()) {
            it.close();
            it = topics.subscribe(Feed.TRADES, ALL, new Start.After(at.copy()));
          } else {
            at.reach(some.reached());
          }
        }
      }
      long all = told.stream().mapToLong(List::size).sum();
      while (heard.stream().mapToLong(List::size).sum() < all) {
        Delivery some = it.next(Duration.ofSeconds(2));
        assertThat(some.end()).isEmpty();
        take(some.events(), heard, at);
      }
      it.close();
      assertThat(heard).isEqualTo(told);
    }
  }

  private static void take(List<LiveEvent> events, List<List<String>> heard, Positions at) {
    for (LiveEvent event : events) {
      heard.get(event.partition()).add(new String(event.json(), StandardCharsets.UTF_8));
      at.passed(event);
    }
  }

  private Positions listen(SharedTopics topics, String text) throws InterruptedException {
    try (LiveTopics.Subscription it = topics.subscribe(Feed.TRADES, ALL, new Start.Live())) {
      log.append(0, "sim/BTC", text);
      Positions at = it.begin();
      while (true) {
        Delivery some = it.next(SOON);
        some.events().forEach(at::passed);
        if (!some.events().isEmpty()) {
          return at;
        }
      }
    }
  }

  private static void drain(LiveTopics.Subscription it) throws InterruptedException {
    Delivery some;
    do {
      some = it.next(Duration.ofMillis(300));
    } while (!some.events().isEmpty());
  }

  private static List<String> hear(LiveTopics.Subscription it, int count)
      throws InterruptedException {
    List<String> heard = new ArrayList<>();
    while (heard.size() < count) {
      Delivery some = it.next(SOON);
      assertThat(some.end()).isEmpty();
      heard.addAll(texts(some.events()));
    }
    return heard;
  }

  private static List<String> texts(List<LiveEvent> events) {
    return events.stream().map(e -> new String(e.json(), StandardCharsets.UTF_8)).toList();
  }
}
