package dev.tidemark.analysis.params;

import static dev.tidemark.analysis.params.Requests.SMALLEST;
import static dev.tidemark.analysis.params.Requests.TWO_YEARS;
import static dev.tidemark.analysis.params.Requests.accepted;
import static dev.tidemark.analysis.params.Requests.problem;
import static dev.tidemark.analysis.params.Requests.problems;
import static dev.tidemark.analysis.params.Requests.readLocally;
import static dev.tidemark.analysis.params.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsReaderTest {
  @Test
  void defaultsAreThoseOfTheSpecification() {
    assertThat(accepted(SMALLEST))
        .isEqualTo(
            new AnalysisParams(
                "AAPL",
                Timeframe.M5,
                LocalDate.of(2022, 1, 3),
                LocalDate.of(2023, 12, 29),
                CalendarId.XNYS,
                new Windows(
                    60,
                    List.of(
                        DayOfWeek.MONDAY,
                        DayOfWeek.TUESDAY,
                        DayOfWeek.WEDNESDAY,
                        DayOfWeek.THURSDAY,
                        DayOfWeek.FRIDAY),
                    Windows.Mode.EACH_DAY),
                SignalType.ZSCORE,
                List.of(new GridConfig(20, 2.0, 0.5, null)),
                TradeSide.BOTH,
                12,
                false,
                new Costs(Costs.Mode.BARS, 1.0, 5.0, 5, true),
                new WalkForward(126, 21, 1, WalkForward.Mode.ROLLING, 3),
                30,
                20,
                new Bootstrap(Bootstrap.Method.STATIONARY, 9_999, 100, null),
                new NullPaths(999, 20),
                new FalseDiscovery(FalseDiscovery.Method.BH, 0.10),
                null));
  }

  @ParameterizedTest
  @CsvSource({"AAPL,60,5,35", "BTC-USD,360,7,28", "EURUSD,180,5,40"})
  void windowsFollowTheCalendar(String ticker, int bin, int days, int cells) {
    AnalysisParams params = accepted(SMALLEST.replace("AAPL", ticker));
    assertThat(params.windows().binMinutes()).isEqualTo(bin);
    assertThat(params.windows().days()).hasSize(days);
    assertThat(params.windows().cells(params.calendar(), params.interval())).isEqualTo(cells);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'seeds':1                                     | /seeds UNKNOWN_FIELD",
        "'windows':{'bin_minute':60}                   | /windows/bin_minute UNKNOWN_FIELD",
        "'a/b~c':1                                     | /a~1b~0c UNKNOWN_FIELD",
        "'interval':'2m'                               | /interval INVALID_PARAM",
        "'interval':5                                  | /interval INVALID_PARAM",
        "'calendar':'NYSE'                             | /calendar INVALID_PARAM",
        "'session_filter':'ETH'                        | /session_filter INVALID_PARAM",
        "'windows':{'bin_minutes':7}                   | /windows/bin_minutes INVALID_PARAM",
        "'windows':{'bin_minutes':'60'}                | /windows/bin_minutes INVALID_PARAM",
        "'windows':{'bin_minutes':60.5}                | /windows/bin_minutes INVALID_PARAM",
        "'windows':{'bin_minutes':15}                  | /windows TOO_MANY_CELLS",
        "'windows':{'days':['MON','SAT']}              | /windows/days/1 INVALID_PARAM",
        "'windows':{'days':['MON','MON']}              | /windows/days/1 INVALID_PARAM",
        "'windows':{'days':[]}                         | /windows/days INVALID_PARAM",
        "'windows':[]                                  | /windows INVALID_PARAM",
        "'signal':{'type':'zscore'}                    | /signal/type INVALID_PARAM",
        "'grid':[]                                     | /grid INVALID_PARAM",
        "'grid':[{},{'lookback':4}]                    | /grid/1/lookback INVALID_PARAM",
        "'grid':[{'entry':0}]                          | /grid/0/entry INVALID_PARAM",
        "'grid':[{'exit':2}]                           | /grid/0/exit INVALID_PARAM",
        "'grid':[{'exit':-2}]                          | /grid/0/exit INVALID_PARAM",
        "'grid':[{'stop':2}]                           | /grid/0/stop INVALID_PARAM",
        "'grid':[{'lookback':5}]                       | /grid/0/entry THRESHOLD_UNREACHABLE",
        "'side':'both'                                 | /side INVALID_PARAM",
        "'max_holding_bars':0                          | /max_holding_bars INVALID_PARAM",
        "'allow_overnight':'true'                      | /allow_overnight INVALID_PARAM",
        "'costs':{'bps_per_side':-1}                   | /costs/bps_per_side INVALID_PARAM",
        "'costs':{'bps_per_side':1e999999}             | /costs/bps_per_side INVALID_PARAM",
        "'walk_forward':{'embargo':21}                 | /walk_forward/embargo INVALID_PARAM",
        "'walk_forward':{'train':450}                  | /horizon INSUFFICIENT_HISTORY",
        "'min_trades':4                                | /min_trades INVALID_PARAM",
        "'min_sessions':7                              | /min_sessions INVALID_PARAM",
        "'bootstrap':{'B':998}                         | /bootstrap/B INVALID_PARAM",
        "'bootstrap':{'block':0.5}                     | /bootstrap/block INVALID_PARAM",
        "'bootstrap':{'block':30}                      | /bootstrap/block INVALID_PARAM",
        "'bootstrap':{'block':'Auto'}                  | /bootstrap/block INVALID_PARAM",
        "'null_paths':{'h':5}                          | /null_paths/h INVALID_PARAM",
        "'null_paths':{'B':199}                        | /null_paths/B BOOTSTRAP_TOO_FEW_SAMPLES",
        "'fdr':{'q':0.51}                              | /fdr/q INVALID_PARAM",
        "'fdr':{'q':null}                              | /fdr/q INVALID_PARAM",
        "'seed':-1                                     | /seed INVALID_PARAM",
        "'seed':1.5                                    | /seed INVALID_PARAM",
        "'seed':'18446744073709551616'                 | /seed INVALID_PARAM",
        "'seed':'01'                                   | /seed INVALID_PARAM",
        "'fdr':{'q':0.1},'fdr':{'q':0.2}               | /fdr MALFORMED_JSON"
      },
      quoteCharacter = '`')
  void eachRuleIsNamed(String fields, String expected) {
    assertThat(problem(with(fields.strip().replace('\'', '"')))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'grid':[{'lookback':6,'entry':2.2},{'lookback':500,'entry':10,'exit':-9.9,'stop':10.1}]",
        "'grid':[{'lookback':5,'entry':2}],'signal':{'type':'EMA_DEV'}",
        "'seed':18446744073709551615",
        "'seed':'18446744073709551615'",
        "'seed':1.8446744073709551615e19",
        "'max_holding_bars':12.0",
        "'windows':{'mode':'ALL_DAYS','bin_minutes':10}",
        "'bootstrap':{'block':16}",
        "'grid':[{'stop':null}]"
      })
  void atTheBoundsARequestIsAccepted(String fields) {
    assertThat(accepted(with(fields.replace('\'', '"')))).isNotNull();
  }

  @Test
  void allProblemsAreFoundAtOnce() {
    List<ParamProblem> problems =
        problems(
            "{\"ticker\":\"aapl\",\"horizon\":{\"start\":\"2023-02-30\"},"
                + "\"grid\":[{\"lookback\":1,\"entri\":2}],\"fdr\":{\"q\":0}}");
    assertThat(problems)
        .extracting(ParamProblem::pointer)
        .containsExactly(
            "/ticker",
            "/horizon/start",
            "/horizon/end",
            "/grid/0/entri",
            "/grid/0/lookback",
            "/fdr/q");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
  }

  @Test
  void aMisspeltFieldIsRecognised() {
    assertThat(problems(with("\"walkforward\":{}")).getFirst().hint())
        .isEqualTo("Did you mean 'walk_forward'?");
    assertThat(problems(with("\"bin_minutes\":60")).getFirst().hint())
        .startsWith("Did you mean windows.bin_minutes?");
    assertThat(problems(with("\"xyzzy\":60")).getFirst().hint()).startsWith("Known here: ticker,");
  }

  @Test
  void aHorizonIsRequiredAndBoundByThePlan() {
    assertThat(problems("{\"ticker\":\"AAPL\"}"))
        .extracting(p -> p.pointer() + " " + p.reason())
        .containsExactly("/horizon/start INVALID_PARAM", "/horizon/end INVALID_PARAM");
    assertThat(problem(SMALLEST.replace("2022-01-03", "2021-12-28")))
        .isEqualTo("/horizon/start HORIZON_EXCEEDS_PLAN");
    assertThat(problem(SMALLEST.replace("2022-01-03", "2023-12-29")))
        .isEqualTo("/horizon/end INVALID_PARAM");
  }

  @Test
  void atTheCommandLineTheHorizonIsWhatIsStored() {
    AnalysisParams params = readLocally("{\"ticker\":\"AAPL\"}").orThrow();
    assertThat(params.start()).isEqualTo("2018-12-30");
    assertThat(params.end()).isEqualTo("2023-12-29");
    AnalysisParams until =
        readLocally("{\"ticker\":\"AAPL\",\"horizon\":{\"end\":\"2019-06-28\"}}").orThrow();
    assertThat(until.start()).isEqualTo("2017-01-03");
    assertThatThrownBy(() -> readLocally("{\"ticker\":\"AAPL\",\"interval\":\"1h\"}").orThrow())
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("No bars of 1h are stored")
        .hasMessageContaining("reason=NO_DATA");
  }

  @Test
  void aTickerThatIsNotStoredNeedsACalendar() {
    assertThat(problem(SMALLEST.replace("AAPL", "NOPE"))).isEqualTo("/ticker NO_DATA");
    assertThat(accepted("{\"ticker\":\"NOPE\",\"calendar\":\"XNYS\"," + TWO_YEARS + "}").calendar())
        .isEqualTo(CalendarId.XNYS);
  }

  @Test
  void aPartOfALargerDocumentIsPointedInto() throws Exception {
    ParamsReading reading =
        new ParamsReader(Requests::stored, RequestRules.plan(2))
            .read(
                dev.tidemark.analysis.json.StrictJson.tree(
                    with("\"windows\":{\"bin_minutes\":15}").getBytes("UTF-8")),
                "/requests/3");
    assertThat(((ParamsReading.Rejected) reading).problems().getFirst().pointer())
        .isEqualTo("/requests/3/windows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{\"ticker\":NaN}",
        "{'ticker':1}",
        "\ufeff{}",
        "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
        "{\"seed\":1e9999999999}"
      })
  void notJson(String text) {
    assertThat(problem(text)).endsWith("MALFORMED_JSON");
  }

  @Test
  void notUtf8AndTooLarge() {
    ParamsReader reader = new ParamsReader(Requests::stored, RequestRules.plan(2));
    assertThat(((ParamsReading.Rejected) reader.read(new byte[] {'"', (byte) 0xc3, '"'})).reason())
        .isEqualTo(Reason.MALFORMED_JSON);
    assertThat(((ParamsReading.Rejected) reader.read(new byte[65_537])).reason())
        .isEqualTo(Reason.BODY_TOO_LARGE);
  }

  @Test
  void numbersAreTakenToTwelveDigits() {
    assertThat(
            accepted(with("\"costs\":{\"bps_per_side\":0.30000000000000004}")).costs().bpsPerSide())
        .isEqualTo(0.3);
  }
}
