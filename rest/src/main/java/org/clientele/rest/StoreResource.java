package org.clientele.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Puts a resource below {@code /api/store/v1}, where storefronts call for shoppers; beside {@code @JakartarsResource} on the component.
 * Its methods need the scope {@code Caller.STORE_USE}, {@code Caller.ME_USE} for what is a shopper's own, or {@code RequiresScope.PUBLIC}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface StoreResource {
    /** What the value is for services that are registered by hand. */
    String SELECT = "(osgi.jakartars.name=store)";

    /** The application of the Jakarta REST whiteboard. */
    String osgi_jakartars_application_select() default SELECT;
}
