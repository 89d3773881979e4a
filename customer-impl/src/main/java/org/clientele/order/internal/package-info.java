/** Orders in PostgreSQL, and the statistics that follow them. */
@NullMarked
package org.clientele.order.internal;

import org.jspecify.annotations.NullMarked;
