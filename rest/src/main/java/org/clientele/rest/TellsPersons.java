package org.clientele.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource, or a method of it: its answers tell who customers are, so the audit takes note of each view by somebody who may see
 * personal data. A method's word counts more than its class's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TellsPersons {
    boolean value() default true;
}
