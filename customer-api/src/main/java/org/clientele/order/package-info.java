/** What customers bought: the read model of the platform's orders. Call {@link org.clientele.order.Orders} and {@link org.clientele.order.Refunds}; follow with {@link org.clientele.order.OrderListener}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.order;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
