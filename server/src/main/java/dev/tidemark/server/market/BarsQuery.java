package dev.tidemark.server.market;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.server.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of bars, ascending.
 *
 * @param from first label
 * @param to labels are before it
 * @param asKnown what was known then; the same for all pages
 * @param limit bars of a page
 */
public record BarsQuery(
    String symbol, Timeframe timeframe, Instant from, Instant to, Instant asKnown, int limit) {
  /** Bars of a page. */
  public static final int MOST = 10_000;

  /** Bars of a page unless asked otherwise. */
  public static final int USUAL = 1_000;

  private static final int LONGEST_CURSOR = 100;

  /** Parameters as they are sent; null where they are not. */
  public record Sent(
      String symbol,
      String timeframe,
      String from,
      @Nullable String to,
      @Nullable String asKnown,
      @Nullable Integer limit,
      @Nullable String cursor) {}

  /**
   * Reads the parameters of a request; what is not valid is a problem with status 422.
   *
   * @param clock what is known now is asked for unless the request says otherwise
   */
  public static BarsQuery parse(Sent sent, InstantSource clock) {
    Timeframe timeframe =
        Timeframe.find(sent.timeframe())
            .filter(Timeframe.STORED::contains)
            .orElseThrow(
                () ->
                    Problems.parameter(
                            "timeframe",
                            "there are no bars of this length",
                            "Send one of " + codes())
                        .exception());
    int limit = sent.limit() == null ? USUAL : sent.limit();
    if (limit < 1 || limit > MOST) {
      throw Problems.parameter(
              "limit", "it lies between 1 and " + MOST, "Send a whole number in that range")
          .exception();
    }
    Instant from = Times.parse("from", sent.from());
    Optional<Instant> asKnown =
        Optional.ofNullable(sent.asKnown()).map(text -> Times.parse("as_known", text));
    Optional<String> cursor = Optional.ofNullable(sent.cursor());
    if (cursor.isPresent()) {
      Instant[] at = at(cursor.get());
      if (at[0].isBefore(from) || asKnown.isPresent() && !asKnown.get().equals(at[1])) {
        throw cursor("it is of another request");
      }
      from = at[0];
      asKnown = Optional.of(at[1]);
    }
    Instant known = asKnown.orElseGet(() -> Times.micros(clock.instant()));
    Instant to = sent.to() == null ? Times.LAST : Times.parse("to", sent.to());
    if (to.isBefore(from)) {
      throw Problems.parameter("to", "it is before 'from'", "Send a later time").exception();
    }
    // Nothing begins after the time of which it is known.
    return new BarsQuery(
        Symbols.one("symbol", sent.symbol()),
        timeframe,
        from,
        to.isAfter(known) ? later(from, known) : to,
        known,
        limit);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static List<String> codes() {
    return Timeframe.STORED.stream().map(Timeframe::code).toList();
  }

  /** The cursor of the page that begins with a label. */
  String cursor(Instant next) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((next + " " + asKnown).getBytes(StandardCharsets.US_ASCII));
  }

  private static Instant[] at(String cursor) {
    if (cursor.length() <= LONGEST_CURSOR) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        String[] parts = text.split(" ", 3);
        if (parts.length == 2) {
          return new Instant[] {Times.parse("cursor", parts[0]), Times.parse("cursor", parts[1])};
        }
      } catch (IllegalArgumentException e) {
        // Not one of ours; said below.
      }
    }
    throw cursor("it is not one that was given out");
  }

  private static RuntimeException cursor(String why) {
    return Problems.parameter(
            "cursor", why, "Send 'next' of the page before unchanged, or leave it out")
        .exception();
  }
}
