package org.clientele.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that a caller must hold to reach a resource method, such as {@code customers:read}.
 *
 * <p>On a class it holds for every method that declares none of its own. A resource with a method that declares no scope in
 * either place is not registered at all.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresScope {
    /** {@code <resource>:<action>}, or {@link #ANY_CALLER}, or {@link #PUBLIC}. */
    String value();

    /** Whoever has valid credentials. */
    String ANY_CALLER = "any-caller";

    /** Everybody, also without credentials: for endpoints whose own token is the credential. */
    String PUBLIC = "public";
}
