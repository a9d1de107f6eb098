package dev.tidemark.analysis.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.StrictJson;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a recomputed result is the recorded one, and if not, what differs first. */
public sealed interface Verification {

  /** Same bytes. */
  record Identical(String resultHash) implements Verification {}

  /**
   * Not the same bytes.
   *
   * @param at a session date for data, else a JSON pointer into the body
   */
  record Different(Kind kind, String at, String recorded, String recomputed)
      implements Verification {

    /** In one sentence. */
    public String sentence() {
      return switch (kind) {
        case DATA -> "The bars of session " + at + " are not those that were analysed";
        case RECORD -> "The recorded result was changed after it was written" + place();
        case RESULT -> "The same data gave another result" + place();
      };
    }

    private String place() {
      return at.isEmpty() ? "" : " at " + at;
    }
  }

  /** What differs first, in the order in which it is looked for. */
  enum Kind {
    /** A session has other bars, or is in one of the two horizons only. */
    DATA,
    /** The recomputation has the hash that the manifest names, the stored body has not. */
    RECORD,
    /** A value of the body, or the hash where no body is stored. */
    RESULT
  }

  /**
   * @param recordedBody the stored {@code result.json}; empty if only the manifest is there
   * @param sessions of the recomputation
   */
  static Verification compare(
      Manifest manifest,
      Optional<byte[]> recordedBody,
      List<Manifest.SessionHash> sessions,
      ResultBody recomputed) {
    Different data = data(manifest.sessions(), sessions);
    if (data != null) {
      return data;
    }
    boolean reproduced = manifest.resultHash().equals(recomputed.hash());
    Kind kind = reproduced ? Kind.RECORD : Kind.RESULT;
    if (recordedBody.isPresent()) {
      Different value = values(kind, recordedBody.get(), recomputed.bytes());
      if (value != null) {
        return value;
      }
    }
    return reproduced
        ? new Identical(recomputed.hash())
        : new Different(Kind.RESULT, "", manifest.resultHash(), recomputed.hash());
  }

  private static @Nullable Different data(
      List<Manifest.SessionHash> recorded, List<Manifest.SessionHash> now) {
    for (int i = 0; i < Math.max(recorded.size(), now.size()); i++) {
      if (i >= recorded.size()) {
        return new Different(Kind.DATA, now.get(i).date().toString(), "absent", now.get(i).hash());
      }
      Manifest.SessionHash before = recorded.get(i);
      if (i >= now.size() || !before.date().equals(now.get(i).date())) {
        return new Different(Kind.DATA, before.date().toString(), before.hash(), "absent");
      }
      if (!before.hash().equals(now.get(i).hash())) {
        return new Different(Kind.DATA, before.date().toString(), before.hash(), now.get(i).hash());
      }
    }
    return null;
  }

  private static @Nullable Different values(Kind kind, byte[] recorded, byte[] now) {
    if (Arrays.equals(recorded, now)) {
      return null;
    }
    try {
      Different first = first(kind, "", StrictJson.tree(recorded), StrictJson.tree(now));
      if (first != null) {
        return first;
      }
    } catch (StrictJson.Malformed e) {
      return new Different(kind, e.pointer(), e.getMessage(), "a JSON document");
    }
    int offset = Arrays.mismatch(recorded, now);
    return new Different(
        kind, "", "another spelling from byte " + offset + " on", "canonical JSON");
  }

  /** In the order of the document: members as recorded, then members that are new. */
  private static @Nullable Different first(Kind kind, String at, JsonNode recorded, JsonNode now) {
    if (recorded.equals(now)) {
      return null;
    }
    if (recorded.isObject() && now.isObject()) {
      for (Iterator<String> names = recorded.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        Different found = member(kind, at + "/" + name, recorded.get(name), now.get(name));
        if (found != null) {
          return found;
        }
      }
      for (Iterator<String> names = now.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!recorded.has(name)) {
          return member(kind, at + "/" + name, null, now.get(name));
        }
      }
      return null; // the same members in another order
    }
    if (recorded.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(recorded.size(), now.size()); i++) {
        Different found = member(kind, at + "/" + i, recorded.get(i), now.get(i));
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    return new Different(kind, at, shown(recorded), shown(now));
  }

  private static @Nullable Different member(
      Kind kind, String at, @Nullable JsonNode recorded, @Nullable JsonNode now) {
    return recorded == null || now == null
        ? new Different(kind, at, shown(recorded), shown(now))
        : first(kind, at, recorded, now);
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null) {
      return "absent";
    }
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
