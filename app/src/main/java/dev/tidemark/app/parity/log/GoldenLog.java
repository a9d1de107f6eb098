package dev.tidemark.app.parity.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads golden-like JSON: {@code {"cases": [{"name", "trades": [..], "quotes": [..]}]}} or the
 * fields of one case at the top. A trade has {@code ts}, {@code price} and {@code size}, and may
 * have {@code trade_id, seq, version, op, known, arrival, side, upd_*, closing_auction}; times are
 * nanoseconds, decimals are strings or numbers. Without {@code known} a record is known when it
 * happened.
 */
final class GoldenLog {
  static final String SOURCE = "golden";
  private static final long LARGEST = 512L << 20;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_ID = 128;

  private record Arrived(LogRecord record, long arrival) {}

  private final Path file;
  private final @Nullable CalendarId calendar;

  private GoldenLog(Path file, @Nullable CalendarId calendar) {
    this.file = file;
    this.calendar = calendar;
  }

  /** {@code calendar}: of all cases; null to find it for each. */
  static List<SeriesLog> read(Path file, @Nullable CalendarId calendar) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw refused(file, "", "it is larger than 512 MB", "give a CSV, or a part of it");
    }
    JsonMapper mapper = new JsonMapper();
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build());
    JsonNode root;
    try (var in = LogFile.open(file)) {
      root = mapper.readTree(in);
    } catch (JsonProcessingException e) {
      throw refused(
          file,
          "line " + e.getLocation().getLineNr(),
          e.getOriginalMessage(),
          "give one JSON document");
    }
    GoldenLog log = new GoldenLog(file, calendar);
    List<SeriesLog> all = new ArrayList<>();
    JsonNode cases = root.path("cases");
    if (cases.isArray()) {
      for (int i = 0; i < cases.size(); i++) {
        log.series(cases.get(i), "case" + i, "cases[" + i + "]").ifPresent(all::add);
      }
    } else {
      log.series(root, stem(file), "").ifPresent(all::add);
    }
    if (all.isEmpty()) {
      throw refused(
          file,
          "",
          "there are neither 'trades' nor 'quotes' with records in it",
          "see docs: {\"cases\": [{\"name\": .., \"trades\": [{\"ts\", \"price\", \"size\"}]}]}");
    }
    return all;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private Optional<SeriesLog> series(JsonNode node, String fallback, String place) {
    List<Arrived> records = new ArrayList<>();
    JsonNode trades = node.path("trades");
    for (int i = 0; i < trades.size(); i++) {
      String at = place + ".trades[" + i + "]";
      records.add(
          new Arrived(trade(trades.get(i), i, at), integer(trades.get(i), "arrival", i, at)));
    }
    JsonNode quotes = node.path("quotes");
    for (int i = 0; i < quotes.size(); i++) {
      String at = place + ".quotes[" + i + "]";
      records.add(
          new Arrived(quote(quotes.get(i), i, at), integer(quotes.get(i), "arrival", i, at)));
    }
    if (records.isEmpty()) {
      return Optional.empty();
    }
    records.sort(Comparator.comparingLong(Arrived::arrival));
    List<LogRecord> ordered = records.stream().map(Arrived::record).toList();
    String name = node.path("name").asText(fallback);
    return Optional.of(
        SeriesLog.ofUnordered(SOURCE, instrument(node, name, ordered, place), ordered));
  }

  private Instrument instrument(JsonNode node, String name, List<LogRecord> records, String place) {
    CalendarId id = calendar;
    if (id == null && node.hasNonNull("calendar")) {
      String told = node.path("calendar").asText();
      for (CalendarId each : CalendarId.values()) {
        if (each.name().equalsIgnoreCase(told.strip())) {
          id = each;
        }
      }
      if (id == null) {
        throw bad(place, "calendar", "is not one of " + List.of(CalendarId.values()) + ": " + told);
      }
    }
    String clean = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9._]+", "_");
    String symbol = clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
    CalendarId found = id == null ? guess(name, records) : id;
    AssetClass asset =
        switch (found) {
          case XNYS -> AssetClass.EQUITY;
          case FX_24X5 -> AssetClass.FX;
          case CRYPTO_24X7 -> AssetClass.CRYPTO;
        };
    return new Instrument(symbol.isBlank() ? "CASE" : symbol, asset, found, null, false);
  }

  /** New York when most of it happened while that was open; else what the name says. */
  private static CalendarId guess(String name, List<LogRecord> records) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("crypto")) {
      return CalendarId.CRYPTO_24X7;
    }
    if (lower.startsWith("fx") || lower.contains("_fx")) {
      return CalendarId.FX_24X5;
    }
    TradingCalendar newYork = TradingCalendar.of(CalendarId.XNYS);
    long open =
        records.stream().filter(each -> newYork.sessionAt(each.tsNanos()).isPresent()).count();
    return 2 * open >= records.size() ? CalendarId.XNYS : CalendarId.CRYPTO_24X7;
  }

  private LogRecord trade(JsonNode node, int index, String at) {
    long ts = time(node, "ts", null, at);
    long size = decimal(node, "size", at);
    long version = integer(node, "version", 1, at);
    if (size < 0 || version < 1 || version > Integer.MAX_VALUE) {
      throw bad(at, size < 0 ? "size" : "version", "is out of range");
    }
    JsonNode named = node.path("trade_id");
    String id = named.isMissingNode() || named.isNull() ? "t" + index : named.asText();
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw bad(
          at,
          "trade_id",
          "has " + id.length() + " characters, 1 to " + LONGEST_ID + " are possible");
    }
    return new LogRecord.OfTrade(
        new Trade(
            id,
            (int) version,
            word(TradeOp.class, node, "op", TradeOp.NEW, at),
            ts,
            integer(node, "seq", index, at),
            decimal(node, "price", at),
            size,
            time(node, "known", ts, at),
            node.hasNonNull("side") ? word(Side.class, node, "side", Side.BUY, at) : null,
            node.path("upd_last").asBoolean(true),
            node.path("upd_hilo").asBoolean(true),
            node.path("upd_vol").asBoolean(true),
            node.path("closing_auction").asBoolean(false)));
  }

  private LogRecord quote(JsonNode node, int index, String at) {
    long ts = time(node, "ts", null, at);
    return new LogRecord.OfQuote(
        new Quote(
            ts,
            integer(node, "seq", index, at),
            decimal(node, "bid", at),
            decimal(node, "ask", at),
            null,
            null,
            time(node, "known", ts, at)));
  }

  private <E extends Enum<E>> E word(
      Class<E> type, JsonNode node, String field, E absent, String at) {
    if (!node.hasNonNull(field)) {
      return absent;
    }
    String told = node.path(field).asText().strip().toUpperCase(Locale.ROOT);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(told)) {
        return each;
      }
    }
    throw bad(at, field, "is not one of " + List.of(type.getEnumConstants()));
  }

  private long time(JsonNode node, String field, @Nullable Long absent, String at) {
    if (!node.hasNonNull(field) && absent != null) {
      return absent;
    }
    long nanos = integer(node, field, Long.MIN_VALUE, at);
    if (!LogFile.isPossible(nanos)) {
      throw bad(at, field, "is no time in nanoseconds within 1990 to 2039");
    }
    return nanos;
  }

  private long integer(JsonNode node, String field, long absent, String at) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (value.isTextual()) {
      long parsed = Decimals.parseScaled(value.textValue(), 0);
      if (!Decimals.isFailure(parsed)) {
        return parsed;
      }
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw bad(at, field, "is no whole number");
    }
    return value.longValue();
  }

  private long decimal(JsonNode node, String field, String at) {
    JsonNode value = node.path(field);
    if (!value.isTextual() && !value.isNumber()) {
      throw bad(at, field, "is missing or no number");
    }
    long parsed = Decimals.parseScaled(value.asText(), Decimals.PRICE_SCALE);
    if (Decimals.isFailure(parsed)) {
      throw bad(at, field, "does not fit 64 bits at eight decimal places");
    }
    return parsed;
  }

  private TidemarkException bad(String place, String field, String why) {
    return refused(
        file, place, "'" + field + "' " + why, "correct this record or leave it out of the file");
  }

  private static TidemarkException refused(Path file, String place, String why, String fix) {
    return TidemarkException.of(ErrorCode.INVALID_INPUT, "The log cannot be read", why, fix)
        .withDetail("file", file)
        .withDetail("at", place.isEmpty() ? "the document" : place);
  }
}
