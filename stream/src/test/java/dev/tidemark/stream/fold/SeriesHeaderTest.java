package dev.tidemark.stream.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SeriesHeaderTest {
  /** As format 1 wrote it: before the clocks were kept. */
  private static final byte[] FIRST_FORMAT =
      HexFormat.of()
          .parseHex(
              "01"
                  + "0004"
                  + "74657374"
                  + "0004"
                  + "4d4f4f4e"
                  + "0006"
                  + "43525950544f"
                  + "000b"
                  + "43525950544f5f32345837"
                  + "01");

  @Test
  void whatAnEarlierFormatWroteIsReadAndGoesOnInTheNewOne() {
    SeriesHeader old = SeriesHeader.read(FIRST_FORMAT);
    assertThat(old)
        .isEqualTo(
            new SeriesHeader(
                "test", "MOON", "CRYPTO", "CRYPTO_24X7", true, Long.MIN_VALUE, Long.MIN_VALUE));
    SeriesHeader later = old.at(5, 7);
    assertThat(SeriesHeader.read(later.bytes())).isEqualTo(later);
    assertThat(later.tradeClock()).isEqualTo(5);
  }

  @Test
  void aFormatOfALaterVersionIsRefused() {
    byte[] later = FIRST_FORMAT.clone();
    later[0] = 9;
    assertThatThrownBy(() -> SeriesHeader.read(later)).hasMessageContaining("format 9");
  }
}
