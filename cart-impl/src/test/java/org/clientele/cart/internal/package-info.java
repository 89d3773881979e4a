@NullMarked
package org.clientele.cart.internal;

import org.jspecify.annotations.NullMarked;
