package dev.tidemark.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ApiKeyTest {

  @Property
  void whatIsShownIsReadBack(@ForAll long seed) {
    ApiKey key = ApiKey.generate(new SplittableRandom(seed));

    assertThat(ApiKey.parse(key.clear())).contains(key);
    assertThat(key.toString()).doesNotContain(key.secret());
  }

  @Property
  void oneWrongCharacterIsNoticedWithoutLookingItUp(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 53) int at) {
    String clear = ApiKey.generate(new SplittableRandom(seed)).clear();
    char other = clear.charAt(at) == 'x' ? 'y' : 'x';

    assertThat(clear).hasSize(54);
    assertThat(ApiKey.parse(clear.substring(0, at) + other + clear.substring(at + 1))).isEmpty();
  }
}
