package dev.tidemark.server;

import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.health.ReadinessCheck;
import dev.tidemark.server.idempotency.IdempotencyRecords;
import dev.tidemark.server.logging.TraceFilter;
import dev.tidemark.server.market.MarketReads;
import dev.tidemark.server.metrics.LiveMetrics;
import dev.tidemark.server.metrics.RequestTimer;
import dev.tidemark.server.metrics.ServerMetrics;
import dev.tidemark.server.problem.BodyLimitFilter;
import dev.tidemark.server.problem.ContainerErrors;
import dev.tidemark.server.security.DatabaseKeyDirectory;
import dev.tidemark.server.security.KeyAuthenticator;
import dev.tidemark.smartdb.read.FeatureReader;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.Ordered;

/**
 * What Spring puts together. The parts of Boot are named one by one: nothing starts because a jar
 * happens to be there, and the start is faster.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@ImportAutoConfiguration({
  PropertyPlaceholderAutoConfiguration.class,
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  SecurityAutoConfiguration.class,
  ServletWebSecurityAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class,
  SpringDocConfigProperties.class,
  SpringDocConfiguration.class,
  SpringDocWebMvcConfiguration.class
})
public class ServerApplication {
  private static final int PROBE_SECONDS = 2;

  @Bean
  AnalysisService analyses(ServerConfig config) {
    return config.analyses();
  }

  @Bean
  MarketData market(ServerConfig config) {
    return config.market();
  }

  @Bean
  ServerMetrics metrics(ServerConfig config) {
    return config.metrics();
  }

  @Bean
  LiveMetrics liveMetrics(ServerConfig config) {
    return new LiveMetrics(config.metrics().registry());
  }

  @Bean
  TenantTransactions transactions(ServerConfig config) {
    return new TenantTransactions(config.database());
  }

  @Bean
  MarketReads marketReads(ServerConfig config, TenantTransactions transactions) {
    return new MarketReads(transactions, config.latest(), config.cold(), config.clock());
  }

  @Bean
  FeatureReader features(ServerConfig config) {
    return new FeatureReader(config.database());
  }

  @Bean
  IdempotencyRecords idempotencyRecords(TenantTransactions transactions) {
    return new IdempotencyRecords(transactions);
  }

  @Bean(destroyMethod = "close")
  ExecutorService background() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean
  KeyAuthenticator keys(ServerConfig config, ExecutorService background) {
    return new KeyAuthenticator(
        new DatabaseKeyDirectory(config.database()), config.clock(), background);
  }

  @Bean
  List<ReadinessCheck> checks(ServerConfig config) {
    List<ReadinessCheck> checks = new ArrayList<>();
    checks.add(
        new ReadinessCheck(
            "database",
            () -> {
              try (Connection connection = config.database().getConnection()) {
                return connection.isValid(PROBE_SECONDS);
              }
            }));
    checks.addAll(config.checks());
    return checks;
  }

  @Bean
  FilterRegistrationBean<TraceFilter> trace(ServerConfig config) {
    return first(new TraceFilter(config.ids()), 0);
  }

  @Bean
  FilterRegistrationBean<RequestTimer> timer(ServerConfig config) {
    return first(new RequestTimer(config.metrics(), config.ticker()), 1);
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
    return first(new BodyLimitFilter(), 2);
  }

  private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> first(
      T filter, int place) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> container() {
    return factory -> {
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(ContainerErrors.class.getName());
            }
          });
      factory.addConnectorCustomizers(
          // A refused upload is read this far, so that the client sees the answer.
          connector -> connector.setProperty("maxSwallowSize", "2097152"));
    };
  }
}
