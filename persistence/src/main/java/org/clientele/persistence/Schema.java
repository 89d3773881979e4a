package org.clientele.persistence;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;

/**
 * Declares the one database schema of a bundle, on one of its packages. bnd turns it into the capability {@code
 * clientele.schema} and the requirement of the extender that reads it; the build of {@code plugin-parent} adds the header {@code
 * Clientele-Entities}, which names the bundle's {@code @Entity} classes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
@Capability(namespace = "clientele.schema", attribute = "schema=${#value}")
@Requirement(namespace = "osgi.extender", name = "clientele.persistence", version = "0.1.0")
// Proxies of entities are defined in the bundle's own class loader and link against Hibernate, which no code of it
// names.
@Header(name = "DynamicImport-Package", value = "org.hibernate.*")
public @interface Schema {
    /** Name of the schema: lower case, one word, the same as the bundle's feature and path. */
    String value();
}
