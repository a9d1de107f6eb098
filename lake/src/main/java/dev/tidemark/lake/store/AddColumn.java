package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DeltaSchema;
import dev.tidemark.lake.delta.TableState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A column more, null in every stored row. */
record AddColumn(Column column) implements Change {
  @Override
  public Planned plan(TableState state) {
    Optional<Column> stored =
        state.schema().columns().stream()
            .filter(c -> c.name().equalsIgnoreCase(column.name()))
            .findFirst();
    if (stored.equals(Optional.of(column))) {
      return Planned.nothing();
    }
    if (stored.isPresent()) {
      throw TidemarkException.of(
              ErrorCode.ALREADY_EXISTS,
              "The table has a different column of this name",
              "a column's kind never changes",
              "choose another name")
          .withDetail("column", column.name());
    }
    if (!column.nullable()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The column cannot be added",
              "stored rows have no value for it",
              "make it nullable")
          .withDetail("column", column.name());
    }
    Action.TableMetadata old = state.metadata();
    Action.TableMetadata next =
        new Action.TableMetadata(
            old.id(),
            old.name(),
            old.description(),
            DeltaSchema.append(old.schema(), column),
            old.partitionColumns(),
            old.configuration(),
            old.createdTime());
    return new Planned(List.of(next), Map.of(), false);
  }
}
