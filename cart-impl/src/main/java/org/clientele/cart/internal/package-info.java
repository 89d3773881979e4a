/** Carts as documents in PostgreSQL, what they come to, and how they are reached. */
@Schema("cart")
@NullMarked
package org.clientele.cart.internal;

import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;
