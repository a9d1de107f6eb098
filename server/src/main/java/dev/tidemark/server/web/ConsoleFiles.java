package dev.tidemark.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The console's own files under {@code /} and {@code /assets}, asked for anew by their ETag, and
 * libraries under {@code /_static/<name>/<version>}, which never change.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleFiles implements WebMvcConfigurer {
  private static final CacheControl REVALIDATED = CacheControl.noCache();
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  /** Files of a jar have the same time in every build, so only their content tells them apart. */
  private final Map<String, String> hashes = new ConcurrentHashMap<>();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry files) {
    files
        .addResourceHandler("/index.html", "/favicon.ico")
        .addResourceLocations("classpath:/static/")
        .setUseLastModified(false)
        .setEtagGenerator(this::hash)
        .setCacheControl(REVALIDATED);
    files
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/assets/")
        .setUseLastModified(false)
        .setEtagGenerator(this::hash)
        .setCacheControl(REVALIDATED);
    files
        .addResourceHandler("/_static/**")
        .addResourceLocations("classpath:/META-INF/resources/_static/")
        .setCacheControl(FOR_EVER);
  }

  private String hash(Resource file) {
    return hashes.computeIfAbsent(file.getDescription(), name -> "\"" + md5(file) + "\"");
  }

  private static String md5(Resource file) {
    try {
      return DigestUtils.md5DigestAsHex(file.getContentAsByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void addViewControllers(ViewControllerRegistry pages) {
    pages.addViewController("/").setViewName("forward:/index.html");
  }
}
