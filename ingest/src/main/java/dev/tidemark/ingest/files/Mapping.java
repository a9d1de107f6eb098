package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.text.TimeFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How files of one layout are recognised and read; declared in YAML. Values written {@code ${name}}
 * stand for named groups of the path pattern or for {@code vars}.
 *
 * @param name unique name, what {@code --preset} takes
 * @param path pattern to find in the file's path, if the path matters
 * @param first pattern to find in the first line, if its text matters
 * @param headers the sets of columns one of which must be in the header; empty when there is none
 * @param vars values looked up by another value
 * @param format kind of records
 * @param delimiter between fields of CSV
 * @param provider stored as the source of the rows
 * @param symbol instrument, or empty when a column names it
 * @param symbolStyle how the symbol is to be read
 * @param asset asset class, or {@code infer}
 * @param calendar calendar, or {@code infer}
 * @param kind what the rows are
 * @param interval length of bars
 * @param time where and how time is written
 * @param columns where each value is: header names, JSON keys or column numbers from 0; header
 *     names may be alternatives separated by {@code |}, and one that ends with it may be missing
 * @param minimumColumns fields a headerless record must have at least
 * @param priceDigits prices are integers in units of 10^-priceDigits
 * @param sizeDigits sizes are in units of 10^-sizeDigits; negative for lots
 * @param flags raised on every row
 * @param refusal set when the layout is known and nothing stores it
 */
public record Mapping(
    String name,
    Optional<Pattern> path,
    Optional<Pattern> first,
    List<List<String>> headers,
    Map<String, Lookup> vars,
    Format format,
    char delimiter,
    String provider,
    String symbol,
    SymbolStyle symbolStyle,
    String asset,
    String calendar,
    Kind kind,
    String interval,
    Time time,
    Map<Field, String> columns,
    int minimumColumns,
    int priceDigits,
    int sizeDigits,
    List<String> flags,
    Optional<Refused> refusal) {

  public Mapping {
    headers = List.copyOf(headers);
    vars = Map.copyOf(vars);
    columns = Map.copyOf(columns);
    flags = List.copyOf(flags);
  }

  /** Kind of records in a file. */
  public enum Format {
    CSV,
    JSON_LINES,
    /** {@code <receive time> <message>} of Binance streams, also in cryptofeed recordings. */
    BINANCE_STREAM,
    COINBASE_FEED,
    HYPERLIQUID_FEED,
    BITSTAMP_FEED,
    /**
     * Columns by name, without regard to case. Times that are typed as such are taken as they are;
     * the mapping's time format is that of texts and numbers.
     */
    PARQUET
  }

  /** How a symbol is spelled. */
  public enum SymbolStyle {
    PLAIN,
    YAHOO,
    DUKASCOPY
  }

  /** What the time of a bar names. */
  public enum Label {
    /** The start of the bar. */
    START,
    /** The start of the last minute of the bar. */
    LAST_MINUTE,
    /** The end of the bar. */
    END,
    /** The date of the session; any time of day is ignored. */
    SESSION_DATE
  }

  /**
   * @param column header name (alternatives separated by {@code |}), JSON key or number
   * @param zone of times without an offset: a zone id or {@code +05:00}
   * @param label a {@link Label}
   * @param date file's date as yyyyMMdd, for times of day
   * @param offsetsVary whether offsets may differ by an hour within a file (daylight saving)
   */
  public record Time(
      String column,
      TimeFormat format,
      String zone,
      String label,
      String date,
      boolean offsetsVary) {}

  /** A value by the value of another variable; {@code default} when it is not listed. */
  public record Lookup(String of, Map<String, String> values) {
    public Lookup {
      values = Map.copyOf(values);
    }
  }

  /** Why files of a known layout are not read. */
  public record Refused(String code, String why, String fix) {}

  public boolean hasHeader() {
    return !headers.isEmpty();
  }
}
