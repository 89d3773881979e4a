@NullMarked
package org.clientele.checkout.internal;

import org.jspecify.annotations.NullMarked;
