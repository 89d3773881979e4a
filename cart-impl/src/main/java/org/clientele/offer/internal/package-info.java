/** What is taken off carts: offers, coupons and vouchers, and the engine that applies them. */
@NullMarked
package org.clientele.offer.internal;

import org.jspecify.annotations.NullMarked;
