@NullMarked
package org.clientele.order.internal;

import org.jspecify.annotations.NullMarked;
