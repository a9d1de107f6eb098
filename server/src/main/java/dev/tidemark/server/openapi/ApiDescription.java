package dev.tidemark.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Completes what springdoc finds in the routes. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  static final String COMPONENTS = "#/components/schemas/";

  private static final Set<String> WITHOUT_KEY =
      Set.of("/version", "/health/live", "/health/ready", "/health/started");

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Authenticated.class);
  }

  @Bean
  OperationCustomizer answers() {
    return new OperationAnswers();
  }

  @Bean
  OpenApiCustomizer description(Schemas schemas) {
    return api -> describe(api, schemas);
  }

  private static void describe(OpenAPI api, Schemas schemas) {
    api.info(
        new Info()
            .title("Tidemark")
            .version("1")
            .description(
                "Mean-reversion analysis with honest statistics, and the market data under it as known"
                    + " at any time. Every answer is a document of one"
                    + " of the schemas; every error is a problem document (RFC 9457).")
            .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    // Relative: the document is right wherever it is served.
    api.servers(List.of(new Server().url("/")));
    api.tags(
        List.of(
            new Tag().name("analysis").description("Submit, read and cancel analyses."),
            new Tag().name("batch").description("Many analyses at once."),
            new Tag().name("market").description("Bars and features as known at any time."),
            new Tag().name("live").description("Market data as it happens."),
            new Tag().name("events").description("Events of clients, kept in the log."),
            new Tag().name("metadata").description("What there is to be analysed, and schemas."),
            new Tag().name("service").description("The process itself.")));
    Components components = new Components();
    for (String name : schemas.byName().keySet()) {
      components.addSchemas(name, schema(schemas.text(name, COMPONENTS)));
    }
    components.addSecuritySchemes(
        "bearer",
        new SecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .description("Authorization: Bearer tm_…"));
    components.addSecuritySchemes(
        "apiKey",
        new SecurityScheme()
            .type(SecurityScheme.Type.APIKEY)
            .in(SecurityScheme.In.HEADER)
            .name("X-API-Key"));
    api.components(components);
    api.security(
        List.of(
            new SecurityRequirement().addList("bearer"),
            new SecurityRequirement().addList("apiKey")));
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperations()
                    .forEach(
                        operation -> {
                          if (WITHOUT_KEY.contains(path)) {
                            operation.security(List.of());
                            operation.getResponses().remove("401");
                          }
                        }));
  }

  private static Schema<?> schema(String text) {
    try {
      return Json31.mapper().readValue(text, Schema.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
