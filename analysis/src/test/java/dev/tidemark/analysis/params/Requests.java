package dev.tidemark.analysis.params;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Requests about three stored tickers. */
final class Requests {
  static final String TWO_YEARS = "\"horizon\":{\"start\":\"2022-01-03\",\"end\":\"2023-12-29\"}";
  static final String SMALLEST = "{\"ticker\":\"AAPL\"," + TWO_YEARS + "}";

  private Requests() {}

  static Optional<TickerInfo> stored(String ticker) {
    return switch (ticker) {
      case "AAPL" -> Optional.of(info(ticker, AssetClass.EQUITY, CalendarId.XNYS));
      case "BTC-USD" -> Optional.of(info(ticker, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7));
      case "EURUSD" -> Optional.of(info(ticker, AssetClass.FX, CalendarId.FX_24X5));
      default -> Optional.empty();
    };
  }

  private static TickerInfo info(String ticker, AssetClass kind, CalendarId calendar) {
    return new TickerInfo(
        new Instrument(ticker, kind, calendar, new BigDecimal("0.01"), false),
        List.of(
            new TickerInfo.Coverage(
                Timeframe.M5, LocalDate.of(2017, 1, 3), LocalDate.of(2023, 12, 29), 100_000)));
  }

  /** A request for two years of AAPL with more fields, e.g. {@code "\"seed\":1"}. */
  static String with(String fields) {
    return "{\"ticker\":\"AAPL\"," + TWO_YEARS + "," + fields + "}";
  }

  static ParamsReading read(String json) {
    return new ParamsReader(Requests::stored, RequestRules.plan(2))
        .read(json.getBytes(StandardCharsets.UTF_8));
  }

  static ParamsReading readLocally(String json) {
    return new ParamsReader(Requests::stored, RequestRules.LOCAL)
        .read(json.getBytes(StandardCharsets.UTF_8));
  }

  static AnalysisParams accepted(String json) {
    return read(json).orThrow();
  }

  static List<ParamProblem> problems(String json) {
    ParamsReading reading = read(json);
    assertThat(reading).isInstanceOf(ParamsReading.Rejected.class);
    return ((ParamsReading.Rejected) reading).problems();
  }

  /** The only problem, as {@code POINTER REASON}. */
  static String problem(String json) {
    List<ParamProblem> problems = problems(json);
    assertThat(problems).hasSize(1);
    return problems.getFirst().pointer() + " " + problems.getFirst().reason();
  }
}
