package dev.tidemark.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.fold.AlertRow;
import dev.tidemark.stream.fold.BarRow;
import dev.tidemark.stream.fold.FeatureRow;
import dev.tidemark.stream.fold.LiveRow;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRowsSerializerTest {
  private final LiveRowsSerializer serializer = new LiveRowsSerializer();
  private int next;

  @Test
  void rowsOfEveryKindComeBack() throws Exception {
    List<LiveRow> rows = rows();
    List<LiveRow> back = serializer.deserialize(1, serializer.serialize(rows));
    assertThat(back)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(rows);
    assertThat(serializer.deserialize(1, serializer.serialize(List.of()))).isEmpty();
  }

  /** Checkpoints of released versions hold such bytes. */
  @Test
  void theFormOfTheBytesIsHeld() throws Exception {
    byte[] bytes = serializer.serialize(rows());
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(hash)
        .as("a field of a row changed: raise the version and keep a reader of the form before")
        .isEqualTo("9f1b5a6a9f89ecadc1ead261eecb7d1d5be80de32d5f8cc6baa10e4d941509d5");
  }

  @Test
  void anotherFormIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[4]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("form 2");
  }

  private List<LiveRow> rows() throws IllegalAccessException {
    next = 0;
    LiveRow record = row();
    record.record = filled(new MarketEvent());
    LiveRow bar = row();
    bar.bar = filled(new BarRow());
    LiveRow features = row();
    features.features = filled(new FeatureRow());
    LiveRow alert = row();
    alert.alert = filled(new AlertRow());
    return List.of(record, bar, features, alert);
  }

  private static LiveRow row() {
    LiveRow row = new LiveRow();
    row.source = "test";
    row.instrument = "ÄÖ";
    row.assetClass = "CRYPTO";
    row.calendar = "CRYPTO_24X7";
    row.includeClosingAuction = true;
    return row;
  }

  /** Every field another value, by the order of their names. */
  private <T> T filled(T object) throws IllegalAccessException {
    Field[] fields = object.getClass().getFields();
    Arrays.sort(fields, Comparator.comparing(Field::getName));
    for (Field field : fields) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      int value = ++next;
      Class<?> type = field.getType();
      if (type == long.class) {
        field.setLong(object, -value * 1_000_000_007L);
      } else if (type == int.class) {
        field.setInt(object, value);
      } else if (type == byte.class) {
        field.setByte(object, (byte) value);
      } else if (type == boolean.class) {
        field.setBoolean(object, true);
      } else if (type == String.class) {
        field.set(object, "text " + value);
      } else if (type == double[].class) {
        field.set(object, new double[] {value, Double.NaN, -0.0});
      } else if (type == byte[].class) {
        field.set(object, null);
      } else {
        throw new IllegalStateException("no value for " + field);
      }
    }
    return object;
  }
}
