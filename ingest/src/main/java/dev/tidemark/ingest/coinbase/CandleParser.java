package dev.tidemark.ingest.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.ingest.coinbase.CandlePage.Candle;
import dev.tidemark.ingest.http.IncompleteBodyException;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an array of {@code [time, LOW, HIGH, open, close, volume]}. Numbers are taken from their
 * digits, never through a binary double. Old candles carry binary noise of the venue in the volume
 * ({@code 4.727521520000001}): digits beyond the eighth decimal are rounded half-even and the row
 * is marked. A document that is not whole is an error; a candle that is not readable is a reject.
 */
final class CandleParser {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIELDS = 6;
  private static final String[] NAMES = {"time", "low", "high", "open", "close", "volume"};
  private static final int LONGEST_NUMBER = 64;
  private static final long LATEST = 4_102_444_800L;

  private final String symbol;
  private final long pageStart;
  private final List<Candle> candles = new ArrayList<>();
  private final List<RawReject> rejects = new ArrayList<>();
  private int index;

  private CandleParser(String symbol, long pageStart) {
    this.symbol = symbol;
    this.pageStart = pageStart;
  }

  /**
   * The page in a body.
   *
   * @param pageStart first second of the page; positions of candles without a readable time are
   *     derived from it
   */
  static CandlePage parse(byte[] body, String symbol, long pageStart)
      throws IncompleteBodyException {
    CandleParser page = new CandleParser(symbol, pageStart);
    try (JsonParser json = JSON.createParser(body)) {
      page.read(json);
    } catch (IOException e) {
      String why =
          e instanceof StreamConstraintsException
              ? "a number or text of absurd length"
              : "the document ends early or is not JSON";
      throw new IncompleteBodyException(why, e);
    }
    page.candles.sort(Comparator.comparingLong(Candle::time));
    return new CandlePage(page.candles, page.rejects);
  }

  private void read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw new IOException("expected an array of candles");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == null) {
        throw new IOException("the array has no end");
      }
      candle(json);
      index++;
    }
    if (json.nextToken() != null) {
      throw new IOException("text after the array of candles");
    }
  }

  private void candle(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      String text = String.valueOf(json.getText());
      json.skipChildren();
      reject(null, RejectReason.MALFORMED, "not an array", text);
      return;
    }
    List<@Nullable String> fields = new ArrayList<>(FIELDS);
    StringBuilder text = new StringBuilder("[");
    boolean flat = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == null) {
        throw new IOException("the candle has no end");
      }
      text.append(fields.isEmpty() ? "" : ",").append(json.getText());
      flat &= json.currentToken().isScalarValue();
      fields.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
      json.skipChildren();
    }
    text.append(']');
    take(fields, flat, text.toString());
  }

  private void take(List<@Nullable String> fields, boolean flat, String text) {
    if (!flat || fields.size() != FIELDS) {
      reject(null, RejectReason.MALFORMED, "a candle has six numbers", text);
      return;
    }
    Long time = null;
    long[] values = new long[FIELDS];
    boolean rounded = false;
    for (int i = 0; i < FIELDS; i++) {
      String field = fields.get(i);
      if (field == null) {
        reject(time, RejectReason.MISSING_FIELD, NAMES[i], text);
        return;
      }
      values[i] = Decimals.parseScaled(field, i == 0 ? 0 : Decimals.PRICE_SCALE);
      if (i > 0 && values[i] == Decimals.INEXACT && field.length() <= LONGEST_NUMBER) {
        values[i] = rounded(field);
        rounded = true;
      }
      if (Decimals.isFailure(values[i])) {
        reject(time, reason(i, field, values[i]), NAMES[i] + "=" + field, text);
        return;
      }
      if (i == 0) {
        if (values[0] < 0 || values[0] > LATEST) {
          reject(null, RejectReason.BAD_TIMESTAMP, "time=" + field, text);
          return;
        }
        time = values[0];
      }
    }
    candles.add(
        new Candle(
            values[0], values[1], values[2], values[3], values[4], values[5], rounded, text));
  }

  private static long rounded(String field) {
    BigDecimal exact = new BigDecimal(field);
    return Decimals.toScaled(
        exact.setScale(Decimals.PRICE_SCALE, RoundingMode.HALF_EVEN), Decimals.PRICE_SCALE);
  }

  private static RejectReason reason(int field, String text, long failure) {
    if (text.equalsIgnoreCase("nan") || text.toLowerCase(Locale.ROOT).contains("inf")) {
      return RejectReason.NON_FINITE;
    }
    if (field == 0) {
      return RejectReason.BAD_TIMESTAMP;
    }
    return failure == Decimals.OVERFLOW ? RejectReason.DECIMAL_OVERFLOW : RejectReason.BAD_NUMBER;
  }

  /** The position of a candle is its time; without one, a negative number that no candle has. */
  private void reject(@Nullable Long time, RejectReason reason, String detail, String text) {
    long ordinal = time != null ? time : -(pageStart + index);
    rejects.add(new RawReject(ordinal, reason, detail, text, symbol));
  }
}
