package dev.tidemark.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormatTest {
  private static final List<String> COLUMNS = List.of("name", "price", "at");
  private static final List<@Nullable Object> FULL =
      Arrays.asList(
          "a,\"b\"", new BigDecimal("10.50000000"), Instant.parse("2026-03-02T14:30:00Z"));
  private static final List<@Nullable Object> EMPTY = Arrays.asList("", null, null);

  @Test
  void tableAlignsNumbersToTheRightAndMarksNulls() {
    assertThat(written(RowFormat.TABLE))
        .isEqualToNormalizingNewlines(
            """
            name   price  at
            -----  -----  --------------------
            a,"b"   10.5  2026-03-02T14:30:00Z
                       -  -
            """);
  }

  @Test
  void csvQuotesAndTellsNullFromEmpty() {
    assertThat(written(RowFormat.CSV))
        .isEqualTo("name,price,at\n\"a,\"\"b\"\"\",10.5,2026-03-02T14:30:00Z\n\"\",,\n");
  }

  @Test
  void jsonIsOneDocumentWithExactDecimals() {
    assertThat(written(RowFormat.JSON).strip())
        .isEqualTo(
            """
            {"columns":["name","price","at"],"rows":[
            {"name":"a,\\"b\\"","price":10.5,"at":"2026-03-02T14:30:00Z"}
            ,{"name":"","price":null,"at":null}]}""");
  }

  @Test
  void jsonWithoutRowsIsValid() {
    StringWriter text = new StringWriter();
    RowFormat.JSON.writer(new PrintWriter(text), COLUMNS).finish();
    assertThat(text.toString().strip())
        .isEqualTo("{\"columns\":[\"name\",\"price\",\"at\"],\"rows\":[]}");
  }

  @Test
  void controlCharactersOfStoredTextDoNotReachTheTerminal() {
    StringWriter text = new StringWriter();
    RowWriter table = RowFormat.TABLE.writer(new PrintWriter(text), List.of("payload"));
    table.row(List.of("\u001b[31mred\nline"));
    table.finish();
    assertThat(text.toString()).contains(" [31mred line").doesNotContain("\u001b");
  }

  @Test
  void cellsAreExact() {
    assertThat(Cell.text(new BigDecimal("0E-8"))).isEqualTo("0");
    assertThat(Cell.text(new BigDecimal("120000000000.00000000"))).isEqualTo("120000000000");
    assertThat(Cell.text(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(Cell.text(LocalDate.of(2026, 3, 1))).isEqualTo("2026-03-01");
    assertThat(Cell.text(null)).isEmpty();
  }

  @Property(tries = 300)
  void doublesReadBackAsTheSameBits(@ForAll double value) {
    assertThat(Double.parseDouble(Cell.text(value))).isEqualTo(value);
  }

  private static String written(RowFormat format) {
    StringWriter text = new StringWriter();
    RowWriter writer = format.writer(new PrintWriter(text), COLUMNS);
    writer.row(FULL);
    writer.row(EMPTY);
    writer.finish();
    return text.toString();
  }
}
