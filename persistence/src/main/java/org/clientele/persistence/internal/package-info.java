/** The pool, the transaction of a thread, and the extender that gives each bundle its schema. */
@Capability(namespace = "osgi.extender", name = "clientele.persistence", version = "0.1.0")
// The services that are registered by hand, for a resolver that looks for a provider of what components refer to.
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.clientele.persistence.Transactions\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"javax.sql.DataSource\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.clientele.persistence.internal.Database\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.clientele.persistence.internal.DatabaseProbe\"",
        effective = "active")
@NullMarked
package org.clientele.persistence.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Capability;
