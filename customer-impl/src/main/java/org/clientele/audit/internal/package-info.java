/** The audit in PostgreSQL: written with the change, chained after it, verified. */
@NullMarked
package org.clientele.audit.internal;

import org.jspecify.annotations.NullMarked;
