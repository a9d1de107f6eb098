package dev.tidemark.stream.registry;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry that lives and ends with its process and lets any schema in. */
public final class MemoryRegistry implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int known = schemas.indexOf(schema);
    if (known >= 0) {
      return known + 1;
    }
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > schemas.size()) {
      throw TidemarkException.of(
          ErrorCode.NOT_FOUND,
          "Schema " + id + " is not known",
          "nobody registered it",
          "Check that the record was written with this registry");
    }
    return schemas.get(id - 1);
  }
}
