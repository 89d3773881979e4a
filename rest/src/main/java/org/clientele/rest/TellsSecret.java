package org.clientele.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method whose answer holds a secret, such as the token of a session. What is kept of it under an {@code Idempotency-Key} is
 * encrypted with what the caller showed, so it is told again to nobody else and stands nowhere in the clear.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TellsSecret {}
