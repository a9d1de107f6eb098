package dev.tidemark.app.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"columns":[…],"rows":[{…},…]}}, streamed, one row a line. Decimals are JSON numbers with
 * all their digits; NaN and infinities, which JSON does not have, are texts.
 */
public final class JsonRowWriter implements RowWriter {
  private final PrintWriter out;
  private final JsonGenerator json;
  private final List<String> columns;

  public JsonRowWriter(PrintWriter out, List<String> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
    try {
      json =
          new JsonFactory()
              .createGenerator(out)
              .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
              .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
      json.writeStartObject();
      json.writeArrayFieldStart("columns");
      for (String column : columns) {
        json.writeString(column);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void row(List<@Nullable Object> values) {
    try {
      json.writeRaw('\n');
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeFieldName(columns.get(i));
        value(values.get(i));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void value(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case BigDecimal decimal ->
          json.writeNumber(decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros());
      case Double number -> number(number);
      default -> json.writeString(Cell.text(value));
    }
  }

  private void number(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  @Override
  public void finish() {
    try {
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
  }
}
