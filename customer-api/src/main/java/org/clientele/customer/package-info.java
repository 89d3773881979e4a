/** Customers: who they are and how to find them. Call {@link org.clientele.customer.Customers} and {@link org.clientele.customer.CustomerSearch}; follow changes with {@link org.clientele.customer.CustomerListener}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.customer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
