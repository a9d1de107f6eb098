package dev.tidemark.ingest.files;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.text.TimeFormat;
import dev.tidemark.ingest.text.TimeReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mapping applied to one file: every {@code ${...}} is replaced and understood.
 *
 * @param name logical name of the file
 * @param instrument null when a column names it, or when its bars have no calendar
 * @param timeframe of bars, otherwise null
 * @param baseDay epoch day of the file's date, 0 when it has none
 * @param flags mask raised on every row
 * @param barsRefused set when only the corporate actions of the file can be stored
 */
record Binding(
    Mapping mapping,
    Map<String, String> variables,
    String name,
    String provider,
    @Nullable Instrument instrument,
    @Nullable Timeframe timeframe,
    ZoneId zone,
    Mapping.Label label,
    long baseDay,
    int flags,
    Optional<Refusal> barsRefused) {

  /** Stands for the instrument of records that are too damaged to say theirs. */
  static final Instrument UNKNOWN =
      new Instrument("-", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);

  static Binding of(Layouts.Match match, String name) throws RefusedException {
    Mapping mapping = match.mapping();
    Resolver resolver = new Resolver(mapping, match.variables(), name);
    if (mapping.refusal().isPresent()) {
      Mapping.Refused refused = mapping.refusal().get();
      throw new RefusedException(new Refusal(name, refused.code(), refused.why(), refused.fix()));
    }
    boolean feed =
        mapping.format() != Mapping.Format.CSV && mapping.format() != Mapping.Format.JSON_LINES;
    Timeframe timeframe = mapping.kind() == Kind.BARS ? resolver.timeframe() : null;
    boolean many =
        mapping.columns().containsKey(Field.SYMBOL)
            || (feed && mapping.format() != Mapping.Format.PARQUET);
    Optional<Refusal> barsRefused = Optional.empty();
    Instrument instrument = null;
    Mapping.Label label = resolver.label();
    try {
      instrument = many ? null : resolver.instrument();
    } catch (RefusedException noCalendar) {
      if (!mapping.columns().containsKey(Field.DIVIDEND)) {
        throw noCalendar;
      }
      // Dividends and splits need no sessions. Their day is the local date as the source gives it.
      instrument = resolver.foreign();
      barsRefused = Optional.of(noCalendar.refusal());
      label = Mapping.Label.START;
    }
    return new Binding(
        mapping,
        Map.copyOf(match.variables()),
        name,
        resolver.provider(),
        instrument,
        timeframe,
        resolver.zone(),
        label,
        resolver.baseDay(),
        resolver.flags(),
        barsRefused);
  }

  /** The series of rows of the mapping's own kind, for an instrument. */
  Series series(Instrument of) {
    return new Series(provider, of, new SeriesType(mapping.kind(), timeframe));
  }

  /** Series known before reading; for files of many instruments a stand-in. */
  Series main() {
    return series(instrument == null ? UNKNOWN : instrument);
  }

  /** A series of another type for records whose instrument is not known. */
  Series main(SeriesType type) {
    return new Series(provider, instrument == null ? UNKNOWN : instrument, type);
  }

  /** The instrument a record's own symbol names; empty when it cannot be one. */
  Optional<Instrument> instrumentOf(String symbol) {
    if (symbol.isBlank() || symbol.length() > 64) {
      return Optional.empty();
    }
    return Resolver.instrument(mapping, symbol);
  }

  /**
   * What is needed to read a record of this file again without the file: layout and variables, as
   * {@code name?key=value&...}.
   */
  String decoder(String headerLine) {
    StringBuilder out = new StringBuilder(mapping.name()).append('?');
    new TreeMap<>(variables)
        .forEach((key, value) -> out.append(key).append('=').append(value).append('&'));
    boolean named = mapping.hasHeader() || mapping.format() == Mapping.Format.PARQUET;
    return out.append("header=").append(named ? headerLine : "").toString();
  }

  /** Replaces variables, one kind of value at a time. */
  private record Resolver(Mapping mapping, Map<String, String> variables, String name) {

    String fill(String template) throws RefusedException {
      StringBuilder out = new StringBuilder();
      int at = 0;
      while (true) {
        int open = template.indexOf("${", at);
        if (open < 0) {
          return out.append(template, at, template.length()).toString();
        }
        int close = template.indexOf('}', open);
        String variable = close < 0 ? "" : template.substring(open + 2, close);
        String value = variables.get(variable);
        if (value == null) {
          throw refused(
              "UNKNOWN_" + variable.toUpperCase(Locale.ROOT),
              "layout "
                  + mapping.name()
                  + " takes its "
                  + variable
                  + " from the file name, and this name does not tell it",
              "name the file as the layout does, or give a mapping that states the " + variable);
        }
        out.append(template, at, open).append(value);
        at = close + 1;
      }
    }

    String provider() throws RefusedException {
      return fill(mapping.provider()).toLowerCase(Locale.ROOT);
    }

    Timeframe timeframe() throws RefusedException {
      String text = fill(mapping.interval());
      Optional<Interval> interval = Interval.parse(text);
      if (interval.isEmpty()) {
        throw refused(
            "UNKNOWN_INTERVAL",
            "'" + text + "' is not the length of a bar",
            "state the interval in a mapping, e.g. interval: 5m");
      }
      Optional<Timeframe> stored = interval.get().stored();
      if (stored.isEmpty()) {
        String build =
            interval
                .get()
                .buildFrom()
                .map(t -> "give " + t.code() + " bars instead")
                .orElse("give ticks or 1m bars instead");
        throw refused(
            "NO_TABLE",
            "bars of " + interval.get() + " have no table; stored are 1m 5m 15m 1h 4h 1d",
            build);
      }
      return stored.get();
    }

    Instrument instrument() throws RefusedException {
      String symbol = fill(mapping.symbol());
      return instrument(mapping, symbol)
          .orElseThrow(
              () ->
                  refused(
                      "NO_CALENDAR",
                      "no calendar is known for the exchange of "
                          + symbol
                          + ", so its bars cannot be checked",
                      "give a mapping that states calendar: XNYS, CRYPTO_24X7 or FX_24X5"));
    }

    Instrument foreign() throws RefusedException {
      return new Instrument(
          Symbols.yahoo(fill(mapping.symbol())).toUpperCase(Locale.ROOT),
          AssetClass.EQUITY,
          CalendarId.XNYS,
          null,
          false);
    }

    static Optional<Instrument> instrument(Mapping mapping, String symbol) {
      AssetClass asset = constant(AssetClass.class, mapping.asset());
      CalendarId calendar = constant(CalendarId.class, mapping.calendar());
      return switch (mapping.symbolStyle()) {
        case DUKASCOPY -> Symbols.dukascopy(symbol);
        case YAHOO -> Symbols.instrument(Symbols.yahoo(symbol), asset, calendar);
        case PLAIN -> Symbols.instrument(symbol, asset, calendar);
      };
    }

    ZoneId zone() throws RefusedException {
      String text = fill(mapping.time().zone());
      try {
        return ZoneId.of(text);
      } catch (DateTimeException unknown) {
        throw refused(
            "UNKNOWN_ZONE",
            "'" + text + "' is not a time zone",
            "use a zone id such as America/New_York or an offset such as -05:00");
      }
    }

    Mapping.Label label() throws RefusedException {
      String text = fill(mapping.time().label());
      Mapping.Label label = constant(Mapping.Label.class, text);
      if (label == null) {
        throw refused(
            "UNKNOWN_LABEL",
            "'" + text + "' is not a label",
            "use start, last_minute, end or session_date");
      }
      return label;
    }

    long baseDay() throws RefusedException {
      if (mapping.time().format() != TimeFormat.MILLIS_OF_DAY) {
        return 0;
      }
      String text = fill(mapping.time().date());
      try {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
      } catch (DateTimeException notADate) {
        throw refused(
            "UNKNOWN_DATE",
            "'" + text + "' in the file name is not a date",
            "name the file yyyyMMdd_...");
      }
    }

    int flags() throws RefusedException {
      int mask = 0;
      for (String flag : mapping.flags()) {
        RowFlag known = constant(RowFlag.class, fill(flag));
        if (known != null) {
          mask |= known.bit();
        }
      }
      return mask;
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String text) {
      String wanted = text.toUpperCase(Locale.ROOT);
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equals(wanted)) {
          return constant;
        }
      }
      return null;
    }

    private RefusedException refused(String code, String why, String fix) {
      return new RefusedException(new Refusal(name, code, why, fix));
    }
  }

  /** The calendar the mapping itself names. */
  Optional<CalendarId> statedCalendar() {
    return Optional.ofNullable(Resolver.constant(CalendarId.class, mapping.calendar()));
  }

  /** A time reader for this file. */
  TimeReader timeReader() {
    return new TimeReader(mapping.time().format(), baseDay);
  }

  /** Columns of a header, by name. */
  static Map<String, Integer> positions(List<String> header) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      positions.putIfAbsent(header.get(i), i);
    }
    return positions;
  }
}
