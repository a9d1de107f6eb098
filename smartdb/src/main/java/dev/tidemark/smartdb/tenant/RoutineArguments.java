package dev.tidemark.smartdb.tenant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments for functions of any signature, as text that PostgreSQL casts to the argument's type.
 * Times are those where the tenant's rows are, so that a function that could show them would.
 *
 * @param texts what text arguments are, one call each
 * @param numbers what whole numbers are, one call each
 * @param from the first of several times
 * @param to the only time, and the last of several
 */
public record RoutineArguments(List<String> texts, List<String> numbers, String from, String to) {

  /**
   * Lists of arguments, for each combination of a text and a number that the signature can take.
   */
  List<List<@Nullable String>> of(List<String> types) {
    boolean text = types.stream().anyMatch(RoutineArguments::isText);
    boolean number = types.stream().anyMatch(RoutineArguments::isNumber);
    List<List<@Nullable String>> all = new ArrayList<>();
    for (String someText : text ? texts : List.of("")) {
      for (String someNumber : number ? numbers : List.of("")) {
        for (boolean alike : new boolean[] {false, true}) {
          all.add(arguments(types, someText, someNumber, from, alike));
          if (types.stream().filter(type -> type.startsWith("timestamp")).count() > 1) {
            all.add(arguments(types, someText, someNumber, to, alike));
          }
        }
      }
    }
    return all.stream().distinct().toList();
  }

  private List<@Nullable String> arguments(
      List<String> types, String text, String number, String first, boolean alike) {
    List<@Nullable String> values = new ArrayList<>();
    String next = text;
    boolean later = types.stream().filter(type -> type.startsWith("timestamp")).count() == 1;
    for (String type : types) {
      if (type.startsWith("timestamp") && !type.endsWith("[]")) {
        values.add(later ? to : first);
        later = true;
      } else {
        values.add(value(type, next, number));
        // After the name of something often comes the name of a timeframe.
        next = alike || !isText(type) ? next : "1m";
      }
    }
    return values;
  }

  private @Nullable String value(String type, String text, String number) {
    if (type.endsWith("[]")) {
      String element = value(type.substring(0, type.length() - 2), text, number);
      return element == null
          ? null
          : "{\"" + element.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
    if (isText(type)) {
      return text;
    }
    if (isNumber(type)) {
      return number;
    }
    return switch (type) {
      case "numeric", "double precision", "real" -> "1";
      case "boolean" -> "true";
      case "date" -> to.substring(0, 10);
      case "interval" -> "7 days";
      case "json", "jsonb" -> "{}";
      default -> type.startsWith("timestamp") ? to : null;
    };
  }

  private static boolean isText(String type) {
    return type.startsWith("text") || type.startsWith("character varying");
  }

  private static boolean isNumber(String type) {
    return type.startsWith("integer") || type.startsWith("bigint") || type.startsWith("smallint");
  }
}
