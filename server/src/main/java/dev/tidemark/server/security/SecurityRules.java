package dev.tidemark.server.security;

import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.problem.ProblemDocuments;
import dev.tidemark.server.security.KeyRole.Scope;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Which route needs which scope, and the headers that keep browsers out of trouble. */
@Configuration(proxyBeanMethods = false)
public class SecurityRules {
  /**
   * Scripts and styles come from our own files only. Style attributes are allowed: the charts'
   * tooltips are made with them, and they cannot run anything.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** What needs no key. */
  private static final String[] OPEN = {
    "/",
    "/index.html",
    "/favicon.ico",
    "/assets/**",
    "/_static/**",
    "/health/**",
    "/version",
    "/openapi.json"
  };

  @Bean
  SecurityFilterChain rules(HttpSecurity http, KeyAuthenticator keys) {
    return http.addFilterBefore(new KeyFilter(keys), AuthorizationFilter.class)
        .authorizeHttpRequests(
            routes ->
                routes
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(OPEN)
                    .permitAll()
                    .requestMatchers("/metrics")
                    .hasAuthority(Scope.OPERATE.name())
                    .requestMatchers(HttpMethod.POST, "/v1/**")
                    .hasAuthority(Scope.ANALYSE.name())
                    .requestMatchers(HttpMethod.DELETE, "/v1/**")
                    .hasAuthority(Scope.ANALYSE.name())
                    .anyRequest()
                    .hasAuthority(Scope.READ.name()))
        .exceptionHandling(
            errors ->
                errors
                    .authenticationEntryPoint(
                        (request, response, missing) ->
                            ProblemDocuments.write(KeyAuthenticator.missing(), request, response))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            ProblemDocuments.write(forbidden(), request, response)))
        .headers(
            headers ->
                headers
                    .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                    .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                    .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), microphone=(), geolocation=()"))
                    .crossOriginResourcePolicy(cross -> cross.policy(sameOrigin())))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // No cookie authenticates a request, so none can be forged with one.
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(anonymous -> anonymous.authorities("NOBODY"))
        .build();
  }

  /** There are no passwords; without this bean Spring makes one up and prints it. */
  @Bean
  AuthenticationManager nobody() {
    return authentication -> {
      throw new org.springframework.security.authentication.BadCredentialsException("keys only");
    };
  }

  private static org.springframework.security.web.header.writers
          .CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy
      sameOrigin() {
    return org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter
        .CrossOriginResourcePolicy.SAME_ORIGIN;
  }

  private static Problem forbidden() {
    return Problem.of(
        403,
        ProblemCode.PERMISSION_DENIED,
        "ROLE_NOT_SUFFICIENT",
        "This key may not do that",
        "The role of the key does not include this route. Use a key with role ANALYST to submit and"
            + " cancel, OPERATOR for metrics.");
  }
}
