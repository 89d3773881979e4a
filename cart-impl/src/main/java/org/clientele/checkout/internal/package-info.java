/** From a cart to an order: checkout, links to it, and the sessions in which one cart is bought. */
@NullMarked
package org.clientele.checkout.internal;

import org.jspecify.annotations.NullMarked;
