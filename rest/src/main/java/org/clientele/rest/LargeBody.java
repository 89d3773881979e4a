package org.clientele.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lets a resource method take a longer body than the usual mebibyte. Such a method takes it as an {@code InputStream}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LargeBody {
    /** A longer body is refused as {@code too-large}. */
    long maxBytes();
}
