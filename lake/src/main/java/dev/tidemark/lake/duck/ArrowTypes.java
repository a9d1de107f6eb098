package dev.tidemark.lake.duck;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnKind;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Our columns as Arrow fields and back. */
final class ArrowTypes {
  static final ArrowType.Int INDEX = new ArrowType.Int(32, true);

  private ArrowTypes() {}

  static Field field(Column column, @Nullable DictionaryEncoding encoding) {
    return new Field(
        column.name(),
        new FieldType(true, encoding == null ? type(column) : INDEX, encoding),
        null);
  }

  static ArrowType type(Column column) {
    return switch (column.kind()) {
      case STRING -> ArrowType.Utf8.INSTANCE;
      case LONG -> new ArrowType.Int(64, true);
      case INT -> new ArrowType.Int(32, true);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case DECIMAL -> new ArrowType.Decimal(column.precision(), column.scale(), 128);
    };
  }

  /** The column of a result; results only have types the SQL was cast to. */
  static Column column(Field field) {
    String name = field.getName();
    ArrowType type = field.getType();
    return switch (type) {
      case ArrowType.Utf8 t -> column(name, ColumnKind.STRING);
      case ArrowType.Int t ->
          column(name, t.getBitWidth() == 64 ? ColumnKind.LONG : ColumnKind.INT);
      case ArrowType.FloatingPoint t -> column(name, ColumnKind.DOUBLE);
      case ArrowType.Bool t -> column(name, ColumnKind.BOOLEAN);
      case ArrowType.Timestamp t -> column(name, ColumnKind.TIMESTAMP);
      case ArrowType.Date t -> column(name, ColumnKind.DATE);
      case ArrowType.Decimal t ->
          new Column(name, ColumnKind.DECIMAL, t.getPrecision(), t.getScale(), true);
      default -> throw new IllegalStateException("a result of type " + type);
    };
  }

  private static Column column(String name, ColumnKind kind) {
    return new Column(name, kind, 0, 0, true);
  }
}
