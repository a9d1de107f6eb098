package dev.tidemark.stream.fold;

import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;

/** Whether the Smart-DB can name the series of a record: {@code symbol@source}. */
final class SeriesNames {
  private static final int LONGEST_SYMBOL = 64;
  private static final int LONGEST_SOURCE = 63;
  private static final String PRIVATE = "private:";

  private SeriesNames() {}

  static void check(MarketEvent event) throws RefusedRecordException {
    String symbol = event.instrument;
    if (symbol.indexOf('@') >= 0
        || symbol.isBlank()
        || symbol.codePointCount(0, symbol.length()) > LONGEST_SYMBOL) {
      throw new RefusedRecordException(
          LetterReason.BAD_TEXT, "instrument is blank, has an @ or more than 64 characters");
    }
    if (symbol.startsWith(PRIVATE)) {
      throw new RefusedRecordException(
          LetterReason.BAD_TEXT, "instrument begins as those that belong to a tenant do");
    }
    if (!isSource(event.source)) {
      throw new RefusedRecordException(
          LetterReason.BAD_TEXT,
          "source is not a letter or digit and up to 62 more of them, dots, dashes, underscores");
    }
  }

  private static boolean isSource(String source) {
    if (source.length() > LONGEST_SOURCE) {
      return false;
    }
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && (i == 0 || (c != '.' && c != '-' && c != '_'))) {
        return false;
      }
    }
    return !source.isEmpty();
  }
}
