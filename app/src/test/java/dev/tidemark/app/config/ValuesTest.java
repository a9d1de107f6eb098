package dev.tidemark.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidemark.core.error.NearestName;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({"1024,1024", "1k,1024", "512MiB,536870912", "2 GB,2147483648", "1t,1099511627776"})
  void sizes(String text, long bytes) {
    assertThat(Values.parseSize(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5GiB", "many", "999999999999999t", "1 G B"})
  void notSizes(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.parseSize(text));
  }

  @ParameterizedTest
  @CsvSource({"90d,P90D", "12h,PT12H", "5m,PT5M", "30 s,PT30S", "250ms,PT0.25S", "PT10S,PT10S"})
  void durations(String text, Duration expected) {
    assertThat(Values.parseDuration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5s", "PT-5S", "5w"})
  void notDurations(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.parseDuration(text));
  }

  @Property(tries = 200)
  void wholeMebibytesSurvive(@ForAll @LongRange(min = 0, max = 1L << 30) long count) {
    assertThat(Values.parseSize(count + "MiB")).isEqualTo(count << 20);
  }

  @Property(tries = 200)
  void editsAreSymmetricAndZeroOnlyForEqualNames(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    assertThat(NearestName.edits(a, b)).isEqualTo(NearestName.edits(b, a));
    assertThat(NearestName.edits(a, b) == 0).isEqualTo(a.equals(b));
  }

  @Test
  void secretsAndPasswordsInAddressesAreMasked() {
    Setting key = new Setting("a.key", Setting.Kind.TEXT, "", true, "");
    Setting url = new Setting("a.url", Setting.Kind.URL, "", false, "");
    assertThat(key.masked("hunter2")).isEqualTo("********");
    assertThat(key.masked("")).isEmpty();
    assertThat(url.masked("http://me:hunter2@proxy:3128/x"))
        .isEqualTo("http://********@proxy:3128/x");
    assertThat(url.masked("http://proxy:3128/a@b")).isEqualTo("http://proxy:3128/a@b");
  }

  @Test
  void valueOfASecretIsNotInItsError() {
    Setting key = new Setting("a.key", Setting.Kind.COUNT, "", true, "");
    assertThat(key.invalid("file", new IllegalArgumentException("expected a number")).details())
        .doesNotContainKey("value");
  }
}
