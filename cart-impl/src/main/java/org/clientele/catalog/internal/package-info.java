/** Our own catalogue, for hosts that have none that carts could ask. */
@NullMarked
package org.clientele.catalog.internal;

import org.jspecify.annotations.NullMarked;
