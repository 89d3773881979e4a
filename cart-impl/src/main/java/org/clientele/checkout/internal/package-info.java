/** How carts become orders, what they cost beyond their lines, and who has to allow it. */
@NullMarked
package org.clientele.checkout.internal;

import org.jspecify.annotations.NullMarked;
