package dev.tidemark.server.security;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.problem.ProblemDocuments;
import dev.tidemark.server.problem.ProblemException;
import dev.tidemark.server.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the key of a request. A request without one goes on, to the routes that need none. */
public final class KeyFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final KeyAuthenticator keys;

  KeyFilter(KeyAuthenticator keys) {
    this.keys = keys;
  }

  /** Probes are answered while the database, and with it every key, is away. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/health/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = key(request);
    if (key != null) {
      try {
        Authenticated who = keys.authenticate(key);
        SecurityContextHolder.setContext(new SecurityContextImpl(token(who)));
        MDC.put("tenant_id", who.tenant());
        MDC.put("key_id", who.keyId());
      } catch (ProblemException rejected) {
        ProblemDocuments.write(rejected.problem(), request, response);
        return;
      } catch (TidemarkException failure) {
        logger.warn("Key not looked up", failure);
        ProblemDocuments.write(Problems.of(failure), request, response);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static Authentication token(Authenticated who) {
    List<SimpleGrantedAuthority> scopes =
        who.role().scopes().stream().map(s -> new SimpleGrantedAuthority(s.name())).toList();
    return UsernamePasswordAuthenticationToken.authenticated(who, "", scopes);
  }

  /** The key that a request shows, if it shows one. */
  public static @Nullable String key(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? authorization.substring(BEARER.length()).strip()
          : authorization;
    }
    return request.getHeader("X-API-Key");
  }
}
