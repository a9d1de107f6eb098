package dev.tidemark.analysis.params;

import static dev.tidemark.analysis.params.Requests.SMALLEST;
import static dev.tidemark.analysis.params.Requests.accepted;
import static dev.tidemark.analysis.params.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParamsJsonTest {
  private static final String DATA = "00ff";

  @Test
  void everyParameterIsWrittenOut() {
    assertThat(text(accepted(SMALLEST).withSeed(-1L)))
        .isEqualTo(
            "{\"ticker\":\"AAPL\",\"interval\":\"5m\",\"horizon\":{\"start\":\"2022-01-03\","
                + "\"end\":\"2023-12-29\"},\"calendar\":\"XNYS\",\"session_filter\":\"RTH\","
                + "\"windows\":{\"bin_minutes\":60,\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],"
                + "\"mode\":\"EACH_DAY\"},\"signal\":{\"type\":\"ZSCORE\"},\"grid\":[{\"lookback\":20,"
                + "\"entry\":2,\"exit\":0.5,\"stop\":null}],\"side\":\"BOTH\",\"max_holding_bars\":12,"
                + "\"allow_overnight\":false,\"costs\":{\"mode\":\"BARS\",\"bps_per_side\":1,"
                + "\"fallback_half_spread_bps\":5,\"max_quote_age_s\":5,\"tick_floor\":true},"
                + "\"walk_forward\":{\"train\":126,\"test\":21,\"embargo\":1,\"mode\":\"ROLLING\","
                + "\"min_folds\":3},\"min_trades\":30,\"min_sessions\":20,\"bootstrap\":{\"method\":"
                + "\"STATIONARY\",\"B\":9999,\"h\":100,\"block\":\"auto\"},\"null_paths\":{\"B\":999,"
                + "\"h\":20},\"fdr\":{\"method\":\"BH\",\"q\":0.1},\"seed\":\"18446744073709551615\"}");
  }

  /** Recorded: another text would give every stored request another seed. */
  @Test
  void theHashedTextAndTheSeedNeverChange() {
    AnalysisParams params = accepted(SMALLEST);
    assertThat(ParamsJson.hashed(params))
        .startsWith(
            "{\"allow_overnight\":false,\"bootstrap\":{\"B\":9999,\"block\":\"auto\",\"h\":100,")
        .endsWith(
            "\"windows\":{\"bin_minutes\":60,\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],"
                + "\"mode\":\"EACH_DAY\"}}");
    assertThat(Long.toUnsignedString(ParamsHash.seed(params, DATA)))
        .isEqualTo("16711791811752860687");
    assertThat(ParamsHash.cacheKey(params, DATA, "engine/1", "xnys-1"))
        .isEqualTo("0a37a427ed388a815adb14b7a7485b08d3003cd7b5d68d6534c9646d6aa86baf");
  }

  @Test
  void aGivenSeedIsKeptAndDoesNotChangeTheDerivedOne() {
    AnalysisParams given = accepted(with("\"seed\":7"));
    assertThat(ParamsHash.seeded(given, DATA).seed()).isEqualTo(7L);
    assertThat(ParamsHash.seed(given, DATA)).isEqualTo(ParamsHash.seed(accepted(SMALLEST), DATA));
    assertThat(ParamsHash.of(given)).isNotEqualTo(ParamsHash.of(accepted(SMALLEST)));
    assertThat(ParamsHash.seed(given, "01")).isNotEqualTo(ParamsHash.seed(given, DATA));
  }

  @Property(tries = 200)
  void whatIsWrittenIsReadBack(
      @ForAll @IntRange(min = 30, max = 500) int lookback,
      @ForAll @DoubleRange(min = 0.01, max = 4) double entry,
      @ForAll @DoubleRange(min = -0.99, max = 0.99) double exit,
      @ForAll @DoubleRange(min = 0, max = 100) double bps,
      @ForAll long seed,
      @ForAll boolean flag) {
    AnalysisParams params =
        accepted(
            with(
                "\"grid\":[{\"lookback\":%d,\"entry\":%s,\"exit\":%s,\"stop\":%s},{}]"
                        .formatted(lookback, entry, exit * entry, flag ? "null" : entry + 1)
                    + ",\"costs\":{\"bps_per_side\":%s,\"tick_floor\":%s},\"seed\":\"%s\""
                        .formatted(bps, flag, Long.toUnsignedString(seed))));
    assertThat(accepted(text(params))).isEqualTo(params);
  }

  @Test
  void aTurkishOrArabicDefaultLocaleChangesNothing() {
    AnalysisParams params = accepted(SMALLEST).withSeed(1L);
    String expected = text(params);
    Locale before = Locale.getDefault();
    try {
      for (String locale : new String[] {"tr-TR", "ar-SA-u-nu-arab", "de-DE"}) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(text(accepted(SMALLEST).withSeed(1L))).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String text(AnalysisParams params) {
    return new String(ParamsJson.bytes(params), StandardCharsets.UTF_8);
  }
}
