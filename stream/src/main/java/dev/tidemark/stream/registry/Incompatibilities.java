package dev.tidemark.stream.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Why a schema may not follow others, in words. */
public final class Incompatibilities {
  private Incompatibilities() {}

  /** Why the candidate may not follow the existing ones, oldest first; empty when it may. */
  public static List<String> of(
      Compatibility level, Schema candidate, List<SubjectVersion> existing) {
    List<String> reasons = new ArrayList<>();
    List<SubjectVersion> counted =
        level.transitive() || existing.isEmpty()
            ? existing
            : existing.subList(existing.size() - 1, existing.size());
    for (SubjectVersion version : counted) {
      Schema old = version.parsed();
      if (level.backward()) {
        unreadable(candidate, old)
            .forEach(
                why ->
                    reasons.add(
                        "the new schema cannot read values of version "
                            + version.version()
                            + ": "
                            + why));
      }
      if (level.forward()) {
        unreadable(old, candidate)
            .forEach(
                why ->
                    reasons.add(
                        "version "
                            + version.version()
                            + " cannot read values of the new schema: "
                            + why));
      }
    }
    return reasons;
  }

  private static Set<String> unreadable(Schema reader, Schema writer) {
    Set<String> reasons = new LinkedHashSet<>();
    SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .forEach(
            found ->
                reasons.add(
                    found.getType()
                        + " at "
                        + found.getLocation()
                        + " ("
                        + found.getMessage()
                        + ")"));
    meanings("", reader, writer, new LinkedHashSet<>(), reasons);
    return reasons;
  }

  /** Avro calls decimals of other scales and times of other units compatible: bytes are bytes. */
  private static void meanings(
      String at, Schema reader, Schema writer, Set<String> seen, Set<String> reasons) {
    String was = meaning(writer);
    String is = meaning(reader);
    if (!was.equals(is) && reader.getType() == writer.getType()) {
      reasons.add(
          "MEANING_CHANGED at " + (at.isEmpty() ? "/" : at) + " (" + was + " read as " + is + ")");
    }
    if (reader.getType() != writer.getType()) {
      return;
    }
    switch (reader.getType()) {
      case RECORD -> {
        if (!seen.add(reader.getFullName())) {
          return;
        }
        for (Schema.Field field : reader.getFields()) {
          Schema.Field told = writer.getField(field.name());
          if (told != null) {
            meanings(at + '/' + field.name(), field.schema(), told.schema(), seen, reasons);
          }
        }
      }
      case ARRAY ->
          meanings(at + "/items", reader.getElementType(), writer.getElementType(), seen, reasons);
      case MAP ->
          meanings(at + "/values", reader.getValueType(), writer.getValueType(), seen, reasons);
      case UNION -> {
        for (Schema branch : reader.getTypes()) {
          writer.getTypes().stream()
              .filter(other -> other.getFullName().equals(branch.getFullName()))
              .forEach(other -> meanings(at, branch, other, seen, reasons));
        }
      }
      default -> {}
    }
  }

  private static String meaning(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical == null) {
      return "plain " + schema.getType().getName();
    }
    return logical.getName()
        + (logical instanceof org.apache.avro.LogicalTypes.Decimal decimal
            ? " of scale " + Objects.toString(decimal.getScale())
            : "");
  }
}
