package dev.tidemark.server.analysis;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Where a page of the list ended. */
record ListCursor(Instant createdAt, String analysisId) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

  static ListCursor after(AnalysisView last) {
    return new ListCursor(last.createdAt(), last.analysisId());
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + analysisId).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws TidemarkException INVALID_ARGUMENT if it is not a cursor that we gave out
   */
  static ListCursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int space = plain.indexOf(' ');
      if (space >= 0 && ID.matcher(plain.substring(space + 1)).matches()) {
        Instant createdAt = Instant.parse(plain.substring(0, space));
        if (!createdAt.isBefore(EARLIEST) && createdAt.isBefore(LATEST)) {
          return new ListCursor(createdAt, plain.substring(space + 1));
        }
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Not one of ours; said below.
    }
    throw TidemarkException.of(
        ErrorCode.INVALID_ARGUMENT,
        "This is not a cursor",
        "a cursor is the value 'next' of the page before, unchanged",
        "Leave it out for the first page");
  }
}
