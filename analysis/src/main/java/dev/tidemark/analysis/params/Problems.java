package dev.tidemark.analysis.params;

import dev.tidemark.core.error.NearestName;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, up to a bound. */
final class Problems {
  private static final int MOST = 100;
  private static final int LONGEST_QUOTE = 60;

  private final List<ParamProblem> found = new ArrayList<>();

  void add(String pointer, Reason reason, String detail, String hint) {
    if (found.size() < MOST) {
      found.add(new ParamProblem(pointer, reason, detail, hint));
    }
  }

  void invalid(String pointer, String detail, String hint) {
    add(pointer, Reason.INVALID_PARAM, detail, hint);
  }

  void unknown(String pointer, String name, List<String> known) {
    add(
        pointer,
        Reason.UNKNOWN_FIELD,
        "There is no field '" + quoted(name) + "' here",
        didYouMean(name, known));
  }

  /** Whether nothing was found at the pointers or below them; then values there can be compared. */
  boolean none(String... pointers) {
    for (String pointer : pointers) {
      for (ParamProblem problem : found) {
        String at = problem.pointer();
        if (at.equals(pointer) || at.startsWith(pointer + "/") || pointer.startsWith(at + "/")) {
          return false;
        }
      }
    }
    return true;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<ParamProblem> list() {
    return found;
  }

  /** Text of the request that may be quoted: shortened, without control characters. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_QUOTE; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\ufffd' : c);
    }
    return text.length() > LONGEST_QUOTE ? out.append('…').toString() : out.toString();
  }

  private static String didYouMean(String name, List<String> known) {
    String shown = name.length() > LONGEST_QUOTE ? name.substring(0, LONGEST_QUOTE) : name;
    String nearest = NearestName.of(shown, known);
    if (NearestName.edits(shown, nearest) <= Math.max(1, shown.length() / 3)) {
      return "Did you mean '" + nearest + "'?";
    }
    for (String path : Fields.PATHS_OF_ALL) {
      if (path.equals(shown) || path.endsWith("." + shown)) {
        return "Did you mean " + path + "? Objects are nested, as in the schema";
      }
    }
    return "Known here: " + String.join(", ", known);
  }
}
