/** Carts: what somebody is about to buy. Call {@link org.clientele.cart.Carts}; follow the events {@code cart.*} with an {@link org.clientele.event.EventFollower}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.cart;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
