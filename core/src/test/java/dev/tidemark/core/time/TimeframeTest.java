package dev.tidemark.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeframeTest {

  @ParameterizedTest
  @EnumSource(Timeframe.class)
  void theCodeNamesTheTimeframe(Timeframe timeframe) {
    assertThat(Timeframe.parse(timeframe.code())).isSameAs(timeframe);
    assertThat(timeframe.nanos()).isEqualTo(timeframe.seconds() * 1_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1M", "2m", "60", "1 m", "1D"})
  void otherCodesAreRefused(String code) {
    assertThatThrownBy(() -> Timeframe.parse(code))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("15m");
  }

  @Test
  void sixTimeframesAreStoredInAscendingOrder() {
    assertThat(Timeframe.STORED)
        .extracting(Timeframe::code)
        .containsExactly("1m", "5m", "15m", "1h", "4h", "1d");
  }
}
