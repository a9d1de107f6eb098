package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.CalendarId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "1min, 60",
    "5m, 300",
    "M15, 900",
    "M30, 1800",
    "H1, 3600",
    "H4, 14400",
    "1d, 86400",
    "daily, 86400",
    "1wk, 604800",
    "W1, 604800",
    "MN1, 2592000",
    "second, 1",
    "15m, 900"
  })
  void readsIntervals(String text, long seconds) {
    assertThat(Interval.parse(text)).hasValue(new Interval(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "0m", "5x", "5m5", "99999m", "abc"})
  void refusesOtherTexts(String text) {
    assertThat(Interval.parse(text)).isEmpty();
  }

  @Test
  void knowsWhatAnIntervalCanBeBuiltFrom() {
    assertThat(new Interval(1_800).stored()).isEmpty();
    assertThat(new Interval(1_800).buildFrom())
        .hasValueSatisfying(t -> assertThat(t.code()).isEqualTo("15m"));
    assertThat(new Interval(1).buildFrom()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "eurusd, EURUSD, FX, FX_24X5",
    "BTC-USD, BTCUSD, CRYPTO, CRYPTO_24X7",
    "xauusd, XAUUSD, COMMODITY, FX_24X5",
    "wti, WTI, COMMODITY, FX_24X5",
    "vix, VIX, INDEX, XNYS",
    "spy, SPY, EQUITY, XNYS",
    "BRK-B, BRK-B, EQUITY, XNYS"
  })
  void infersWhatASymbolIs(String text, String symbol, AssetClass asset, CalendarId calendar) {
    assertThat(Symbols.instrument(text, null, null))
        .hasValueSatisfying(
            instrument -> {
              assertThat(instrument.symbol()).isEqualTo(symbol);
              assertThat(instrument.assetClass()).isEqualTo(asset);
              assertThat(instrument.calendar()).isEqualTo(calendar);
            });
  }

  @Test
  void yahooSuffixesAreExchangesOrShareClasses() {
    assertThat(Symbols.yahoo("3988-HK")).isEqualTo("3988.HK");
    assertThat(Symbols.yahoo("BRK-B")).isEqualTo("BRK-B");
    assertThat(Symbols.instrument("3988.HK", AssetClass.EQUITY, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AAPLUSUSD, AAPL, EQUITY",
    "USA500.IDXUSD, USA500, INDEX",
    "EURUSD, EURUSD, FX",
    "BTCUSD, BTCUSD, CRYPTO",
    "XAUUSD, XAUUSD, COMMODITY"
  })
  void readsDukascopyNames(String text, String symbol, AssetClass asset) {
    assertThat(Symbols.dukascopy(text))
        .hasValueSatisfying(
            instrument -> {
              assertThat(instrument.symbol()).isEqualTo(symbol);
              assertThat(instrument.assetClass()).isEqualTo(asset);
            });
  }
}
