package dev.tidemark.server.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a route answers with when all is well, for the description of the API. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {
  /** Name of the schema of the body; empty if it is not JSON. */
  String value() default "";

  /** Name of the schema of the request body; empty if there is none. */
  String takes() default "";

  /** Media types of the body. */
  String[] as() default "application/json";

  /** Statuses with that body; the first is the usual one. */
  String[] status() default "200";

  /** A status other than success with the same body; empty for none. */
  String orElse() default "";

  /** Statuses of the problems that the route may answer with, besides those any route has. */
  String[] problems() default {};

  /** Whether a conditional request is answered with 304. */
  boolean conditional() default false;

  /** Whether what a request made can be read under a Location, and is limited by a plan. */
  boolean located() default true;
}
