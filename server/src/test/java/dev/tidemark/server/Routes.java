package dev.tidemark.server;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes as Spring has mapped them: {@code GET /v1/analysis/{id}}. */
final class Routes {
  private Routes() {}

  /** Route to path pattern; all but the error dispatch and springdoc's own. */
  static Map<String, String> of(TidemarkServer server) {
    Map<String, String> routes = new TreeMap<>();
    server
        .context()
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              for (String pattern : mapping.getPatternValues()) {
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                  routes.put(method + " " + pattern, pattern);
                }
              }
            });
    return routes;
  }

  /** The path with an id in the place of every variable. */
  static String path(String pattern, String id) {
    return pattern
        .replace("{id}", id)
        .replace("{name}", "result.json")
        .replace("{t}", "AAPL")
        .replace("{feed}", "bars");
  }
}
