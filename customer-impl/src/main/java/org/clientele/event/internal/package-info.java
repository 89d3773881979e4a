/** Events in PostgreSQL: published with the change, put into one order after it, read and forgotten. */
@NullMarked
package org.clientele.event.internal;

import org.jspecify.annotations.NullMarked;
