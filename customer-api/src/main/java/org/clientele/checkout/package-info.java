/** What makes an order of a cart: call {@link org.clientele.checkout.Checkout}; hosts bring payment methods, shipping, tax and subscriptions. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.checkout;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
