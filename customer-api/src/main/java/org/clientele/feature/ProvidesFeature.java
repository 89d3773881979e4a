package org.clientele.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/**
 * Declares, on one of its packages, that a bundle is a feature. bnd turns it into the capability {@value Features#CAPABILITY}; the
 * bundle needs no other code to be switched on and off.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
@Capability(
        namespace = Features.CAPABILITY,
        attribute = {"name=${#name}", "title=${#title}", "requires:List<String>=\"${#requires}\""})
public @interface ProvidesFeature {
    /** The bundle's word, such as {@code watchlist}: lower-case letters and digits; it owns the path {@code /watchlist}. */
    String name();

    /** What people read, in English. */
    String title();

    /** The words of the features that it cannot do without. */
    String[] requires() default {};
}
